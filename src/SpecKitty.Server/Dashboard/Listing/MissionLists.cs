using SpecKitty.Server.Api;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Listing;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Listing;

/// <summary>Finds the missions that a list shows.</summary>
internal sealed class MissionLists(MissionService missions, IEventLog log, MissionTemperatures temperatures)
{
    private const int ReadAtOnce = 200;

    // The store knows no search. Whoever looks for an old mission goes on to the next page.
    private const int MostRead = 2000;

    /// <summary>Reads a page of a list.</summary>
    /// <param name="principal">Who looks.</param>
    /// <param name="project">The project; null for all of the visitor's teams.</param>
    /// <param name="filter">What titles and ids must contain, in any case; empty for all.</param>
    /// <param name="after">Where the page begins, as an address has it; null or nonsense for the beginning.</param>
    /// <param name="serverAddress">Where the server is, as the visitor sees it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<MissionsView> ReadAsync(Principal principal, ProjectRecord? project, string filter, string? after, string serverAddress, CancellationToken cancellationToken)
    {
        var cursor = after is null ? null : MissionCursorText.Read(after);
        var (found, next) = await FindAsync(principal, project?.ProjectId, filter, cursor, cancellationToken);
        var cards = await temperatures.ReadAsync(found, cancellationToken);
        var address = project is null ? PageAddress.Missions : PageAddress.ProjectMissions(project.ProjectId);
        return new MissionsView
        {
            Headline = project is null ? "Missions" : NameOf(project),
            Address = address,
            Filter = filter,
            Groups = await GroupAsync(found, cards, cancellationToken),
            IsLater = cursor is not null,
            NextAddress = next is null ? null : $"{address}?{(filter.Length == 0 ? "" : $"q={Uri.EscapeDataString(filter)}&")}after={next}",
            ServerAddress = serverAddress,
            MayWrite = project is null ? principal.CanWriteAny : principal.CanWrite(project.TeamSlug),
        };
    }

    /// <summary>What a project is called.</summary>
    public static string NameOf(ProjectRecord project) => string.IsNullOrWhiteSpace(project.Name) ? NameOf(project.ProjectId) : VisibleText.Of(project.Name);

    // The beginning of a UUID tells the projects of one visitor apart; its page has all of it in the address.
    private static string NameOf(Guid projectId) => $"Project {projectId.ToString()[..8]}";

    private async Task<(List<MissionRecord> Found, string? Next)> FindAsync(Principal principal, Guid? projectId, string filter, MissionCursor? cursor, CancellationToken cancellationToken)
    {
        var found = new List<MissionRecord>();
        var read = 0;
        while (true)
        {
            var page = await missions.ListAsync(principal, new MissionQuery { Limit = ReadAtOnce, After = cursor, ProjectId = projectId }, cancellationToken);
            foreach (var mission in page)
            {
                if (found.Count == MissionTemperatures.Most)
                {
                    return (found, MissionCursorText.Write(cursor!));
                }

                read++;
                cursor = new MissionCursor(mission.CreatedAt, mission.ProjectId, mission.MissionId);
                if (filter.Length == 0 || mission.Title.Contains(filter, StringComparison.OrdinalIgnoreCase) || mission.MissionId.Contains(filter, StringComparison.OrdinalIgnoreCase))
                {
                    found.Add(mission);
                }
            }

            if (page.Count < ReadAtOnce)
            {
                return (found, null);
            }

            if (read >= MostRead)
            {
                return (found, MissionCursorText.Write(cursor!));
            }
        }
    }

    private async Task<IReadOnlyList<MissionGroupView>> GroupAsync(List<MissionRecord> found, IReadOnlyList<MissionCardView> cards, CancellationToken cancellationToken)
    {
        var groups = new List<MissionGroupView>();
        foreach (var group in found.Zip(cards).GroupBy(pair => pair.First.ProjectId))
        {
            var project = await log.FindProjectAsync(group.Key, cancellationToken);
            groups.Add(new MissionGroupView(
                project is null ? NameOf(group.Key) : NameOf(project),
                project?.TeamSlug ?? "",
                PageAddress.Project(group.Key),
                [.. group.Select(pair => pair.Second)]));
        }

        return groups;
    }
}
