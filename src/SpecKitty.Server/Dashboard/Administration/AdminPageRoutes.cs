using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Administration;
using SpecKitty.Server.Dashboard.Views.Shell;
using SpecKitty.Server.Dashboard.Visiting;

namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>What admins see: their teams, the node that answers, what it rejected; and one team.</summary>
internal static class AdminPageRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageAddress.Admin, ShowAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapGet(PageAddress.Admin + "teams/{slug}/", ShowTeamAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static async Task ShowAsync(HttpContext context, AdminPages admin, PageWriter pages, PageShells shells)
    {
        if (!await AdminAccess.IsAdminAsync(context))
        {
            return;
        }

        var view = await admin.ReadAsync(context.SignedIn(), context.RequestAborted);
        await pages.WriteAsync<AdminPage>(context, shells.Of(context, "Admin") with { Styles = ["admin.css"] }, view);
    }

    private static Task ShowTeamAsync(HttpContext context, string slug) => WriteTeamAsync(context, slug, null, TeamDraft.Empty);

    /// <summary>Answers with the page of a team, when the visitor is an admin of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="slug">The team.</param>
    /// <param name="fault">What came to nothing; null when nothing did.</param>
    /// <param name="draft">What the forms hold.</param>
    /// <param name="createdLink">The link of an invitation that was just created; null when none was.</param>
    public static async Task WriteTeamAsync(HttpContext context, string slug, AccountFault? fault, TeamDraft draft, string? createdLink = null)
    {
        if (!await AdminAccess.IsAdminOfAsync(context, slug))
        {
            return;
        }

        if (fault?.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }

        var services = context.RequestServices;
        var query = context.Request.Query;
        var view = await services.GetRequiredService<AdminPages>().ReadTeamAsync(
            context.SignedIn(),
            slug,
            query["members_after"].ToString(),
            query["invitations_after"].ToString(),
            UuidConverter.TryRead(query["projects_after"], out var after) ? after : null,
            context.RequestAborted);
        view = view with
        {
            Complaint = fault is null ? null : FormFaults.Sentence(fault),
            Done = TeamDeeds.Sentence(query["done"].ToString()),
            Draft = draft,
            CreatedLink = createdLink,
        };
        var shell = services.GetRequiredService<PageShells>().Of(context, $"Team {slug}") with
        {
            Address = view.Address,
            Styles = ["admin.css"],
            Trail = [new PageLink("Admin", PageAddress.Admin), new PageLink(slug, view.Address, IsCurrent: true)],
        };
        await services.GetRequiredService<PageWriter>().WriteAsync<TeamPage>(context, shell, view, fault?.Status ?? StatusCodes.Status200OK);
    }
}
