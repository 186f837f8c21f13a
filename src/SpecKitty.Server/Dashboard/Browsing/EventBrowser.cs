using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Listing;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Browsing;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Browsing;

/// <summary>Finds what a person looks for in the log of a project.</summary>
internal sealed class EventBrowser(EventSearch search, MissionService missions, ProjectProjections projections, IServerStore store)
{
    private const int MissionsToChoose = 100;

    // A name stands in the rosters alone, each of which is a projection.
    private const int MissionsToAskForNames = 24;

    private static readonly IReadOnlyList<string> Types =
    [
        .. PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries).Select(entry => entry.EventType).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a page of what there is to a question.</summary>
    /// <param name="principal">Who looks; may read the project.</param>
    /// <param name="project">The project.</param>
    /// <param name="question">What for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<EventListView> ReadAsync(Principal principal, ProjectRecord project, EventQuestion question, CancellationToken cancellationToken)
    {
        var choices = await missions.ListAsync(principal, new MissionQuery { Limit = MissionsToChoose, ProjectId = project.ProjectId }, cancellationToken);
        var rosters = new Rosters(projections, project.ProjectId);
        var filter = new EventFilter
        {
            MissionId = question.Mission.Length == 0 ? null : question.Mission,
            EventType = question.Type.Length == 0 ? null : question.Type,
            Who = question.Who.Length == 0 ? null : await FindIdsAsync(question, choices, rosters, cancellationToken),
            Text = question.Text.Length == 0 ? null : question.Text,
        };
        var finding = await search.ReadAsync(project, filter, !question.IsOldestFirst, question.From, cancellationToken);
        return new EventListView
        {
            Project = MissionLists.NameOf(project),
            Address = PageAddress.Events(project.ProjectId),
            Question = question,
            Types = Types,
            Missions = [.. choices.Select(mission => (mission.MissionId, VisibleText.Of(mission.Title)))],
            Rows = await ShowAsync(project.ProjectId, finding, rosters, cancellationToken),
            LastSequence = project.LastSequence,
            NextAddress = finding.Next is { } next ? AddressOf(project.ProjectId, question with { From = next }) : null,
            FirstAddress = question.From is null ? null : AddressOf(project.ProjectId, question with { From = null }),
            CutNotice = finding.IsCut ? Notice(question, finding.Next!.Value) : null,
        };
    }

    /// <summary>Where the answer to a question is.</summary>
    public static string AddressOf(Guid projectId, EventQuestion question) => PageAddress.Query(
        PageAddress.Events(projectId),
        ("type", NullIfEmpty(question.Type)),
        ("mission", NullIfEmpty(question.Mission)),
        ("who", NullIfEmpty(question.Who)),
        ("text", NullIfEmpty(question.Text)),
        ("order", question.IsOldestFirst ? "oldest" : null),
        ("from", question.From is { } from ? $"{from}" : null));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Notice(EventQuestion question, long next)
        => $"A page looks into no more than {EventSearch.MostRead:n0} events, and passes over no more than {EventSearch.MostPassed:n0}; "
            + (question.IsOldestFirst ? $"this one has looked as far as sequence {next}." : $"this one has looked back as far as sequence {next}.");

    private async Task<HashSet<string>> FindIdsAsync(EventQuestion question, IReadOnlyList<MissionRecord> choices, Rosters rosters, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal) { question.Who };
        if (await store.Accounts.FindByNameAsync(question.Who, cancellationToken) is { } user)
        {
            ids.Add(Principal.Of(user).PrincipalId);
        }

        foreach (var mission in choices.Select(choice => choice.MissionId).Where(id => question.Mission.Length == 0 || id == question.Mission).Take(MissionsToAskForNames))
        {
            var roster = await rosters.ReadAsync(mission, cancellationToken);
            ids.UnionWith(roster.Values.Where(participant => participant.Name.Equals(question.Who, StringComparison.OrdinalIgnoreCase)).Select(participant => participant.Id));
        }

        return ids;
    }

    private static async Task<IReadOnlyList<EventRowView>> ShowAsync(Guid projectId, EventFinding finding, Rosters rosters, CancellationToken cancellationToken)
    {
        var reader = new EventReader(EnvelopeRules.Ingest);
        var rows = new List<EventRowView>(finding.Events.Count);
        foreach (var stored in finding.Events)
        {
            rows.Add(new EventRowView(
                await rosters.ShowAsync(RecentEvent.Read(stored, reader), cancellationToken),
                PageAddress.Event(projectId, stored.EventId),
                stored.MissionId is { } mission ? VisibleText.Of(mission) : null,
                stored.MissionId is { } id ? PageAddress.Mission(projectId, id) : null));
        }

        return rows;
    }
}
