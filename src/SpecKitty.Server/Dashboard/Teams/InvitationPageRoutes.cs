using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Administration;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Teams;
using SpecKitty.Server.Dashboard.Visiting;

namespace SpecKitty.Server.Dashboard.Teams;

/// <summary>The page that the link of an invitation leads to.</summary>
/// <remarks>Opening the link changes nothing; the form on the page accepts.</remarks>
internal static class InvitationPageRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(InvitationLink.Pattern, ShowAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(InvitationLink.Pattern, AcceptAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static async Task ShowAsync(HttpContext context, InvitationService invitations, PageShells shells, PageWriter pages, string secret)
    {
        var principal = context.SignedIn();
        var answer = await invitations.FindAsync(principal, secret, ClientAddress.Of(context), context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await WriteFaultAsync(context, fault);
            return;
        }

        var invitation = answer.Value!;
        var view = new InvitationPageView(
            invitation.TeamSlug,
            RoleWords.Of(invitation.Role),
            VisibleText.Of(invitation.CreatedByName),
            invitation.ExpiresAt,
            InvitationLink.Path(secret),
            principal.RoleIn(invitation.TeamSlug) is not null);
        await pages.WriteAsync<InvitationPage>(context, shells.Of(context, "Invitation") with { Styles = ["admin.css"] }, view);
    }

    private static async Task AcceptAsync(HttpContext context, InvitationService invitations, string secret)
    {
        var answer = await invitations.AcceptBySecretAsync(context.SignedIn(), secret, ClientAddress.Of(context), context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await WriteFaultAsync(context, fault);
            return;
        }

        PageWriter.Redirect(context, PageAddress.Query(PageAddress.Teams, ("done", YourTeamsRoutes.Joined)));
    }

    private static Task WriteFaultAsync(HttpContext context, AccountFault fault)
    {
        if (fault.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }

        var details = fault.Status == StatusCodes.Status404NotFound ? $"{FormFaults.Sentence(fault)} Ask an admin of the team for a new one." : FormFaults.Sentence(fault);
        return context.RequestServices.GetRequiredService<PageWriter>().WriteFaultAsync(context, fault.Status, "This invitation cannot be accepted", details);
    }
}
