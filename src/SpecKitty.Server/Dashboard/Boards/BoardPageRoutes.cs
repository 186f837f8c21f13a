using SpecKitty.Events.Lanes;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Shell;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>The page of a project: its board and the life of its missions; and the page of a work package.</summary>
internal static class BoardPageRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/{projectUuid}/", ShowBoardAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapGet("/projects/{projectUuid}/live/", FollowBoardAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapGet("/projects/{projectUuid}/package/", ShowPackageAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static async Task ShowBoardAsync(HttpContext context, BoardPageFeeds feeds, PageWriter pages, PageShells shells, string projectUuid)
    {
        if (await PageLookup.FindProjectAsync(context, projectUuid) is not { } project)
        {
            return;
        }

        var choice = BoardChoice.Read(context.Request.Query);
        var view = await feeds.Of(project.ProjectId, choice, ReaderOf(context, context.SignedIn(), project)).ReadViewAsync(context.RequestAborted);
        var shell = shells.Of(context, view.Name) with
        {
            Styles = ["board.css"],
            Stream = PageAddress.BoardStream(project.ProjectId, choice.Feature, choice.Lane?.ToText()),
            Trail = [new PageLink("Missions", PageAddress.Missions), new PageLink(view.Name, view.Address, IsCurrent: true)],
            Tabs = PageShells.ProjectTabs(project.ProjectId, view.Address),
        };
        await pages.WriteAsync<BoardPage>(context, shell, view);
    }

    private static async Task FollowBoardAsync(HttpContext context, BoardPageFeeds feeds, PageStream stream, PrincipalResolver principals, string projectUuid)
    {
        if (await PageLookup.FindProjectAsync(context, projectUuid) is not { } project)
        {
            return;
        }

        var credential = context.SignedIn().Credential!;
        var choice = BoardChoice.Read(context.Request.Query);
        await stream.FollowAsync(
            context,
            project.ProjectId,
            (reader, cancellationToken) => feeds.Of(project.ProjectId, choice, ReaderOf(context, reader.Principal!, project)).RenderPartsAsync(cancellationToken),
            async cancellationToken => await principals.FindByCredentialAsync(credential, cancellationToken) is { } now && now.CanReadProject(project) ? new PageReader(now) : null);
    }

    private static BoardReader ReaderOf(HttpContext context, Principal principal, ProjectRecord project)
        => new($"{context.Request.Scheme}://{context.Request.Host}", principal.CanWrite(project.TeamSlug));

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
