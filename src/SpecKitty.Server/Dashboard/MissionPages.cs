using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard;

/// <summary>Answers with the page of a mission.</summary>
internal sealed class MissionPages(MissionPageFeeds feeds, PageWriter pages, PageShells shells, IEventLog log)
{
    /// <summary>Answers with a mission as it is now.</summary>
    public async Task WriteAsync(HttpContext context, MissionRecord mission)
    {
        var view = await feeds.Of(mission).ReadAsync(context.RequestAborted);
        var shell = shells.Of(context, view.Title) with
        {
            Styles = ["mission.css"],
            Stream = PageAddress.MissionStream(mission.ProjectId, mission.MissionId),
            Trail = await TrailAsync(context, mission, view.Title),
        };
        await pages.WriteAsync<MissionPage>(context, shell, view);
    }

    // Whoever is not signed in sees this one mission, and no way up from it.
    private async Task<IReadOnlyList<PageLink>> TrailAsync(HttpContext context, MissionRecord mission, string title)
        => context.Visitor().Principal is { } principal
            && await log.FindProjectAsync(mission.ProjectId, context.RequestAborted) is { } project
            && principal.CanReadProject(project)
            ?
            [
                new PageLink("Missions", PageAddress.Missions),
                new PageLink(MissionLists.NameOf(project), PageAddress.Project(mission.ProjectId)),
                new PageLink(title, PageAddress.Mission(mission.ProjectId, mission.MissionId), IsCurrent: true),
            ]
            : [];
}
