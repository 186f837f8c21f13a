using SpecKitty.Server.Accounts;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Shell;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Listing;

/// <summary>The missions of the visitor's teams, and those of one project.</summary>
internal static class MissionListRoutes
{
    private const int LongestFilter = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageAddress.Missions, ShowAllAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapGet("/projects/{projectUuid}/missions/", ShowProjectAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static Task ShowAllAsync(HttpContext context) => WriteAsync(context, null);

    private static async Task ShowProjectAsync(HttpContext context, string projectUuid)
    {
        if (await PageLookup.FindProjectAsync(context, projectUuid) is { } project)
        {
            await WriteAsync(context, project);
        }
    }

    private static async Task WriteAsync(HttpContext context, ProjectRecord? project)
    {
        var services = context.RequestServices;
        var request = context.Request;
        var filter = request.Query["q"].ToString().Trim();
        var view = await services.GetRequiredService<MissionLists>().ReadAsync(
            context.SignedIn(),
            project,
            filter.Length <= LongestFilter ? filter : filter[..LongestFilter],
            request.Query["after"],
            $"{request.Scheme}://{request.Host}",
            context.RequestAborted);
        if (project is null)
        {
            var invitations = await services.GetRequiredService<InvitationService>().ListOwnAsync(context.SignedIn(), "", 1, context.RequestAborted);
            view = view with { IsInvited = invitations.Value is { Count: > 0 } };
        }

        var shell = services.GetRequiredService<PageShells>().Of(context, view.Headline) with { Styles = ["missions.css"] };
        if (project is not null)
        {
            shell = shell with
            {
                Trail =
                [
                    new PageLink("Missions", PageAddress.Missions),
                    new PageLink(view.Headline, PageAddress.Project(project.ProjectId)),
                    new PageLink("Missions of the project", view.Address, IsCurrent: true),
                ],
                Tabs = PageShells.ProjectTabs(project.ProjectId, view.Address),
            };
        }

        await services.GetRequiredService<PageWriter>().WriteAsync<MissionsPage>(context, shell, view);
    }
}
