using System.Globalization;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Dashboard.Views.Shell;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Answers with the page of all warnings of a mission, the newest first, a few at a time.</summary>
internal sealed class MissionWarningPages(MissionPageFeeds feeds, ProjectProjections projections, MissionAssessor assessor, PageWriter pages, PageShells shells)
{
    /// <summary>Warnings on one page.</summary>
    public const int PageSize = 20;

    /// <summary>Answers with a page.</summary>
    /// <param name="context">The request; its query may say <c>before</c>: the place, from 0 by first appearance, of the warning that the page before ended with.</param>
    /// <param name="mission">A mission that the visitor may read.</param>
    public async Task WriteAsync(HttpContext context, MissionRecord mission)
    {
        var (view, actor) = await feeds.Of(mission).ReadAsync(context.Visitor().Principal, context.RequestAborted);
        var snapshot = await projections.ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId), context.RequestAborted);
        var count = snapshot.State.Warnings.Count;
        var end = int.TryParse(context.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? Math.Min(before, count) : count;
        var first = Math.Max(0, end - PageSize);
        var participants = view.Roster.ToDictionary(participant => participant.Id, StringComparer.Ordinal);
        var warnings = snapshot.State.Warnings.Skip(first).Take(end - first).ToList();
        var address = PageAddress.MissionWarnings(mission.ProjectId, mission.MissionId);
        var page = new WarningsPageView(
            view with
            {
                Warnings = [.. warnings.Zip(assessor.AssessWarnings(snapshot, warnings), (warning, status) => WarningViews.Of(warning, status, Find)).Reverse()],
                MoreWarnings = null,
            },
            actor,
            count,
            first > 0 ? PageAddress.Query(address, ("before", first.ToString(CultureInfo.InvariantCulture))) : null,
            end < count ? address : null);
        var shell = shells.Of(context, $"Warnings of {view.Title}") with
        {
            Styles = ["mission.css"],
            Trail = [new PageLink(view.Title, view.Address), new PageLink("Warnings", address, IsCurrent: true)],
        };
        await pages.WriteAsync<WarningsPage>(context, shell, page);

        ParticipantView Find(string id) => participants.TryGetValue(id, out var known) ? known : ParticipantViews.Unknown(id);
    }
}
