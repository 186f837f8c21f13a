using SpecKitty.Server.Accounts;

namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>Says in the words of a page why a service did not do what a form asked for.</summary>
internal static class FormFaults
{
    /// <summary>A fault that a form finds before any service is asked.</summary>
    public static AccountFault Invalid(string details) => new(StatusCodes.Status400BadRequest, "Invalid form", details);

    // The services speak to programs: some of what they tell to do is a request, which a page does by a button.
    public static string Sentence(AccountFault fault) => fault.Error switch
    {
        "Member already" => "That user is in the team already.",
        "Name not available" => "This name is not available. Choose another, or invite the person instead.",
        "Too many invitations" => "The team has as many open invitations as are allowed. Revoke one, or wait until one expires.",
        "No such invitation" => "This invitation is not open: it was used or revoked, has expired, or is for another user.",
        "No such member" => "The team has no member of that name any more.",
        "Too many tokens" => "You have as many tokens as are allowed. Revoke one that nothing uses: the list says when each was last used.",
        "No such token" => "You have no such token any more.",
        _ => fault.Details,
    };
}
