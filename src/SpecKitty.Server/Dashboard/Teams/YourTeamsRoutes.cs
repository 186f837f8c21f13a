using SpecKitty.Server.Accounts;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Administration;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Teams;
using SpecKitty.Server.Dashboard.Visiting;

namespace SpecKitty.Server.Dashboard.Teams;

/// <summary>The visitor's own teams: invitations to accept or decline, teams to leave, and the team for new projects.</summary>
internal static class YourTeamsRoutes
{
    /// <summary>What the address says after an invitation was accepted.</summary>
    public const string Joined = "joined";

    private const string Declined = "declined";
    private const string Left = "left";
    private const string Chosen = "chosen";
    private const int InvitationsAtOnce = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageAddress.Teams, ShowAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(PageAddress.Teams + "accept/", AcceptAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(PageAddress.Teams + "decline/", DeclineAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(PageAddress.Teams + "leave/", LeaveAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(PageAddress.Teams + "default/", ChooseAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static Task ShowAsync(HttpContext context) => WriteAsync(context, null);

    private static async Task AcceptAsync(HttpContext context, InvitationService invitations)
        => await AnswerAsync(context, (await invitations.AcceptAsync(context.SignedIn(), Field(context, "invitation"), context.RequestAborted)).Fault, Joined);

    private static async Task DeclineAsync(HttpContext context, InvitationService invitations)
        => await AnswerAsync(context, await invitations.DeclineAsync(context.SignedIn(), Field(context, "invitation"), context.RequestAborted), Declined);

    private static async Task LeaveAsync(HttpContext context, AccountService accounts)
        => await AnswerAsync(context, await accounts.LeaveAsync(context.SignedIn(), Field(context, "team"), context.RequestAborted), Left);

    private static async Task ChooseAsync(HttpContext context, AccountService accounts)
        => await AnswerAsync(context, await accounts.SetDefaultTeamAsync(context.SignedIn(), Field(context, "team"), context.RequestAborted), Chosen);

    private static string Field(HttpContext context, string name) => context.Request.Form[name].ToString();

    private static async Task AnswerAsync(HttpContext context, AccountFault? fault, string done)
    {
        if (fault is not null)
        {
            await WriteAsync(context, fault);
            return;
        }

        PageWriter.Redirect(context, PageAddress.Query(PageAddress.Teams, ("done", done)));
    }

    private static async Task WriteAsync(HttpContext context, AccountFault? fault)
    {
        var services = context.RequestServices;
        var principal = context.SignedIn();
        var answer = await services.GetRequiredService<InvitationService>().ListOwnAsync(principal, context.Request.Query["after"].ToString(), InvitationsAtOnce, context.RequestAborted);
        var invitations = answer.Value ?? [];
        var view = new YourTeamsView
        {
            Invitations = [.. invitations.Select(AdminPages.Show)],
            MoreInvitationsAddress = invitations.Count < InvitationsAtOnce ? null : PageAddress.Query(PageAddress.Teams, ("after", invitations[^1].InvitationId)),
            Teams = ShowTeams(principal),
            MustChoose = principal.MustChooseTeam,
            Complaint = fault is null ? null : FormFaults.Sentence(fault),
            Done = Sentence(context.Request.Query["done"].ToString()),
        };
        var shell = services.GetRequiredService<PageShells>().Of(context, "Teams") with { Address = PageAddress.Teams, Styles = ["admin.css"] };
        await services.GetRequiredService<PageWriter>().WriteAsync<YourTeamsPage>(context, shell, view, fault?.Status ?? StatusCodes.Status200OK);
    }

    private static IReadOnlyList<OwnTeamView> ShowTeams(Principal principal) =>
    [
        .. principal.Memberships.Select(membership => new OwnTeamView(
            membership.TeamSlug,
            RoleWords.Of(membership.Role),
            principal.CanWrite(membership.TeamSlug),
            principal.TeamOfNewProjects == membership.TeamSlug,
            principal.Memberships.Count == 1,
            principal.IsAdminOf(membership.TeamSlug) ? PageAddress.AdminTeam(membership.TeamSlug) : null)),
    ];

    private static string? Sentence(string done) => done switch
    {
        Joined => "You joined the team.",
        Declined => "Invitation declined. The team is not notified.",
        Left => "You left the team.",
        Chosen => "Your new projects go to this team from now on.",
        _ => null,
    };
}
