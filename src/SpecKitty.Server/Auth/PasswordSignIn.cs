using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Auth;

/// <summary>Signing in with a password: the one way for the API and the pages alike, so that attempts on both are counted together.</summary>
internal sealed class PasswordSignIn(TokenService tokens, SignInGuard guard, ServerMetrics metrics)
{
    /// <summary>Tries a name and a password.</summary>
    /// <param name="username">The name that arrived.</param>
    /// <param name="password">The password that arrived.</param>
    /// <param name="address">Where they come from.</param>
    /// <param name="cancellationToken">Gives up waiting; the attempt then counts only if the password was found wrong before.</param>
    public async Task<SignInOutcome> TryAsync(string username, string password, string address, CancellationToken cancellationToken)
    {
        var (entered, refusal) = await guard.EnterAsync(username, address, cancellationToken);
        using var attempt = entered;
        if (attempt is null)
        {
            metrics.RecordSignInFailure(refusal.IsBusy ? "busy" : "locked");
            return new SignInOutcome(null, refusal);
        }

        if (await tokens.SignInAsync(username, password, cancellationToken) is not { } pair)
        {
            attempt.Fail();
            metrics.RecordSignInFailure("credentials");
            return default;
        }

        attempt.Succeed();
        return new SignInOutcome(pair, null);
    }
}
