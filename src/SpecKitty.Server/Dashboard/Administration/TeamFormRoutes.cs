using System.Globalization;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Views.Administration;
using SpecKitty.Server.Dashboard.Visiting;

namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>What admins do to a team: forms that post, and send the browser back to the page.</summary>
/// <remarks>Who may do what is the services' to say, as it is for the API.</remarks>
internal static class TeamFormRoutes
{
    private const string Team = PageAddress.Admin + "teams/{slug}/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Team + "members/", AddMemberAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(Team + "members/role/", ChangeRoleAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(Team + "members/remove/", RemoveMemberAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(Team + "invitations/", InviteAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(Team + "invitations/revoke/", RevokeInvitationAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(Team + "projects/", RegisterProjectAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static async Task AddMemberAsync(HttpContext context, AccountService accounts, string slug)
    {
        var form = context.Request.Form;
        var (username, password, role) = (form["username"].ToString().Trim(), form["password"].ToString(), form["role"].ToString());
        var answer = RoleWords.Read(role) is { } read
            ? await accounts.AddMemberAsync(context.SignedIn(), slug, new NewMember(username, password, read), context.RequestAborted)
            : InvalidRole;
        await AnswerAsync(context, slug, answer.Fault, TeamDeeds.MemberAdded, TeamDraft.Empty with { Username = username, Role = role });
    }

    private static async Task InviteAsync(HttpContext context, InvitationService invitations, string slug)
    {
        var form = context.Request.Form;
        var (username, role, days) = (form["username"].ToString().Trim(), form["role"].ToString(), form["days"].ToString().Trim());
        var isForMany = form["many"].Count > 0;
        var answer = RoleWords.Read(role) is not { } read ? InvalidRole
            : !int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? FormFaults.Invalid($"An invitation expires after 1 to {InvitationService.MostDays} days.")
            : await invitations.CreateAsync(context.SignedIn(), slug, new NewInvitation(read, username.Length == 0 ? null : username, !isForMany, count), context.RequestAborted);

        // The link is in this one response: a page that the browser were redirected to would have to find it somewhere.
        var link = answer.Value is { } created ? InvitationLink.Of(context.Request, created.Secret) : null;
        var draft = link is null ? TeamDraft.Empty with { Invitee = username, InviteeRole = role, Days = days, IsForMany = isForMany } : TeamDraft.Empty;
        await AdminPageRoutes.WriteTeamAsync(context, slug, answer.Fault, draft, link);
    }

    private static async Task RevokeInvitationAsync(HttpContext context, InvitationService invitations, string slug)
    {
        var fault = await invitations.RevokeAsync(context.SignedIn(), slug, context.Request.Form["invitation"].ToString(), context.RequestAborted);
        await AnswerAsync(context, slug, fault, TeamDeeds.InvitationRevoked, TeamDraft.Empty);
    }

    private static async Task ChangeRoleAsync(HttpContext context, AccountService accounts, string slug)
    {
        var form = context.Request.Form;
        var username = form["username"].ToString();
        var fault = RoleWords.Read(form["role"].ToString()) is { } role
            ? await accounts.ChangeRoleAsync(context.SignedIn(), slug, username, role, context.RequestAborted)
            : InvalidRole;
        await AnswerAsync(context, slug, fault, TeamDeeds.RoleChanged, TeamDraft.Empty, IsVisitor(context, username));
    }

    private static async Task RemoveMemberAsync(HttpContext context, AccountService accounts, string slug)
    {
        var username = context.Request.Form["username"].ToString();
        var fault = await accounts.RemoveMemberAsync(context.SignedIn(), slug, username, context.RequestAborted);
        await AnswerAsync(context, slug, fault, TeamDeeds.MemberRemoved, TeamDraft.Empty, IsVisitor(context, username));
    }

    private static async Task RegisterProjectAsync(HttpContext context, ProjectService projects, string slug)
    {
        // A member may register projects too; the page that says so is for admins.
        if (!await AdminAccess.IsAdminOfAsync(context, slug))
        {
            return;
        }

        var form = context.Request.Form;
        var (uuid, name) = (form["project_uuid"].ToString().Trim(), form["name"].ToString().Trim());
        var answer = UuidConverter.TryRead(uuid, out var id)
            ? await projects.RegisterAsync(context.SignedIn(), id, slug, name.Length == 0 ? null : name, context.RequestAborted)
            : FormFaults.Invalid("The project must be a UUID, as `spec-kitty project list` shows it.");
        await AnswerAsync(
            context,
            slug,
            answer.Fault,
            answer.Value?.IsNew == false ? TeamDeeds.ProjectKnown : TeamDeeds.ProjectRegistered,
            TeamDraft.Empty with { ProjectUuid = uuid, ProjectName = name });
    }

    private static AccountFault InvalidRole => FormFaults.Invalid("The role must be viewer, member or admin.");

    private static bool IsVisitor(HttpContext context, string username) => context.SignedIn().Name.Equals(username, StringComparison.OrdinalIgnoreCase);

    private static async Task AnswerAsync(HttpContext context, string slug, AccountFault? fault, string deed, TeamDraft draft, bool isAboutVisitor = false)
    {
        if (fault is not null)
        {
            await AdminPageRoutes.WriteTeamAsync(context, slug, fault, draft);
            return;
        }

        // Who has just given up being an admin may not see the team's page any more.
        PageWriter.Redirect(context, isAboutVisitor ? PageAddress.Missions : PageAddress.Query(PageAddress.AdminTeam(slug), ("done", deed)));
    }
}
