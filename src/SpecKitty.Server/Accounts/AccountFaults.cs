using SpecKitty.Server.Auth;

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
    public static AccountFault Of(SignInRefusal refusal) => refusal.IsBusy
        ? new AccountFault(503, "Server busy", $"The server is evaluating other attempts to sign in; try again in {refusal.Seconds} seconds.") { RetryAfterSeconds = refusal.Seconds }
        : new AccountFault(429, "Too many attempts", $"Signing in failed too often; try again in {refusal.Seconds} seconds.") { RetryAfterSeconds = refusal.Seconds };
}
