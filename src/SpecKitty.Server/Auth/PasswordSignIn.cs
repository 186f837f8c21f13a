using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Auth;

/// <summary>Signing in with a password: the one way for the API and the pages alike, so that attempts on both are counted together.</summary>
internal sealed class PasswordSignIn(TokenService tokens, SignInGuard guard, ServerMetrics metrics)
{
    /// <summary>Tries a name and a password.</summary>
    /// <param name="username">The name that arrived.</param>
    /// <param name="password">The password that arrived.</param>
    /// <param name="address">Where they come from.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<SignInOutcome> TryAsync(string username, string password, string address, CancellationToken cancellationToken)
    {
        if (guard.Enter(username, address) is { Ticks: > 0 } wait)
        {
            metrics.RecordSignInFailure("locked");
            return new SignInOutcome(null, wait);
        }

        if (await tokens.SignInAsync(username, password, cancellationToken) is not { } pair)
        {
            metrics.RecordSignInFailure("credentials");
            return default;
        }

        guard.Succeeded(username, address);
        return new SignInOutcome(pair, TimeSpan.Zero);
    }
}
