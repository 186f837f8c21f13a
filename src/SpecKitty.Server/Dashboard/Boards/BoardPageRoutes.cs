using SpecKitty.Events.Lanes;
using SpecKitty.Events.Values;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>The page of a project: its board and the life of its missions; and the page of a work package.</summary>
internal static class BoardPageRoutes
{
    // Each mission costs a snapshot of its projection.
    private const int MostMissions = 12;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{projectUuid}/", ShowBoardAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapGet("/projects/{projectUuid}/package/", ShowPackageAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static async Task ShowBoardAsync(HttpContext context, ProjectProjections projections, MissionService missions, PageWriter pages, PageShells shells, string projectUuid)
    {
        if (await PageLookup.FindProjectAsync(context, projectUuid) is not { } project)
        {
            return;
        }

        var query = context.Request.Query;
        var feature = query["feature"] is [{ } only] ? only : null;
        var lane = Vocabulary<SyncLane>.Instance.TryParse(query["lane"].ToString(), out var named) ? named : (SyncLane?)null;
        var found = await missions.ListAsync(context.SignedIn(), new MissionQuery { Limit = MostMissions + 1, ProjectId = project.ProjectId }, context.RequestAborted);
        var lives = new List<BoardMissionView>();
        foreach (var mission in found.Take(MostMissions))
        {
            var snapshot = await projections.ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId), context.RequestAborted);
            lives.Add(BoardViewBuilder.Show(mission, snapshot.Lifecycle));
        }

        var view = BoardViewBuilder.Build(
            project,
            await projections.ReadBoardAsync(project.ProjectId, context.RequestAborted),
            new BoardChoice(feature, lane),
            lives,
            found.Count > MostMissions,
            $"{context.Request.Scheme}://{context.Request.Host}",
            context.SignedIn().CanWrite(project.TeamSlug));
        var shell = shells.Of(context, view.Name) with
        {
            Styles = ["board.css"],
            Trail = [new PageLink("Missions", PageAddress.Missions), new PageLink(view.Name, view.Address, IsCurrent: true)],
            Tabs = PageShells.ProjectTabs(project.ProjectId, view.Address),
        };
        await pages.WriteAsync<BoardPage>(context, shell, view);
    }

    private static async Task ShowPackageAsync(HttpContext context, ProjectProjections projections, PageWriter pages, PageShells shells, string projectUuid)
    {
        if (await PageLookup.FindProjectAsync(context, projectUuid) is not { } project)
        {
            return;
        }

        var (feature, id) = (context.Request.Query["feature"].ToString(), context.Request.Query["wp"].ToString());
        var snapshot = await projections.ReadBoardAsync(project.ProjectId, context.RequestAborted);
        if (snapshot.Board.WorkPackages.FirstOrDefault(package => package.FeatureSlug == feature && package.WpId == id) is not { } found)
        {
            await pages.WriteFaultAsync(context, StatusCodes.Status404NotFound, "There is no such work package", "The project's board has none of this feature and id. Look for it on the board.");
            return;
        }

        var view = BoardViewBuilder.Build(project, found);
        var shell = shells.Of(context, $"{view.Card.Id} of {view.Project}") with
        {
            Styles = ["board.css"],
            Trail =
            [
                new PageLink("Missions", PageAddress.Missions),
                new PageLink(view.Project, view.BoardAddress),
                new PageLink(view.Card.Id, view.Card.Address, IsCurrent: true),
            ],
            Tabs = PageShells.ProjectTabs(project.ProjectId, view.BoardAddress),
        };
        await pages.WriteAsync<PackagePage>(context, shell, view);
    }
}
