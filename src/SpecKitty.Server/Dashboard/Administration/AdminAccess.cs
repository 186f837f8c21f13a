using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>Lets only admins further, and answers with a page to all others.</summary>
internal static class AdminAccess
{
    /// <summary>Whether the visitor is an admin of any team; the answer has been written when not.</summary>
    public static async Task<bool> IsAdminAsync(HttpContext context)
    {
        var principal = context.SignedIn();
        if (principal.TeamSlugs.Any(principal.IsAdminOf))
        {
            return true;
        }

        await WriteAsync(context, StatusCodes.Status403Forbidden, "This is for admins", "Only an admin of a team looks after teams and the server. An admin of yours can make you one.");
        return false;
    }

    /// <summary>Whether the visitor is an admin of a team; the answer has been written when not, the same for a team of others and for none.</summary>
    public static async Task<bool> IsAdminOfAsync(HttpContext context, string slug)
    {
        var principal = context.SignedIn();
        if (principal.Has(TokenRights.Account) && principal.IsAdminOf(slug))
        {
            return true;
        }

        await (principal.RoleIn(slug) is null
            ? WriteAsync(context, StatusCodes.Status404NotFound, "There is no such team", "You are a member of no team at this address.")
            : WriteAsync(context, StatusCodes.Status403Forbidden, "This is for admins", "Only an admin of the team looks after it. An admin of yours can make you one."));
        return false;
    }

    private static Task WriteAsync(HttpContext context, int status, string headline, string details)
        => context.RequestServices.GetRequiredService<PageWriter>().WriteFaultAsync(context, status, headline, details);
}
