using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>The faults that several services of this room find.</summary>
internal static class AccountFaults
{
    /// <summary>The same for a team that does not exist and for one that is not the caller's.</summary>
    public static AccountFault NoTeam { get; } = new(404, "No such team", "You are a member of no team of this slug; GET /api/v1/me/ lists yours.");

    /// <summary>A token of automation wants to do what only a person who signed in may.</summary>
    public static AccountFault NeedsSignIn { get; } = new(
        403,
        "Insufficient permissions",
        "This needs the right \"account\", which only a sign-in has: use an access token of POST /api/v1/token/, not a personal access token.");

    /// <summary>A password was not evaluated.</summary>
    public static AccountFault Of(SignInRefusal refusal) => Of(refusal, "Signing in failed too often");

    /// <summary>An attempt was refused.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="what">What was tried too often, to begin the sentence with.</param>
    public static AccountFault Of(SignInRefusal refusal, string what) => refusal.IsBusy
        ? new AccountFault(503, "Server busy", $"The server is evaluating other attempts; try again in {refusal.Seconds} seconds.") { RetryAfterSeconds = refusal.Seconds }
        : new AccountFault(429, "Too many attempts", $"{what}; try again in {refusal.Seconds} seconds.") { RetryAfterSeconds = refusal.Seconds };

    /// <summary>Why a principal may not change who is in a team; null when it may.</summary>
    public static AccountFault? OfAdmin(Principal principal, string teamSlug) => principal switch
    {
        _ when principal.Scope is not null || principal.RoleIn(teamSlug) is null => NoTeam,
        _ when !principal.Has(TokenRights.Account) => NeedsSignIn,
        _ when !principal.IsAdminOf(teamSlug) => new AccountFault(403, "Insufficient permissions", $"Only an admin of \"{teamSlug}\" looks after its members; ask one of them: GET the list of members says who they are."),
        _ => null,
    };
}
