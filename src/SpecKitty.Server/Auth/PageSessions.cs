using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>Keeps browsers signed in: a signed token that names the sign-in, and a form token that only this server can make out of it.</summary>
/// <remarks>
/// The token is not traded for others, so that any number of tabs may use it at once; it ends with its sign-in, which is looked up each time, and never lives longer.
/// Keys and sign-ins are in the store: every node and every restart knows the session.
/// </remarks>
internal sealed class PageSessions(PrincipalResolver principals, IServerStore store, SigningKeyRing keys, TokenFormat format, TimeProvider time)
{
    // What is signed as a token begins with base64url, so no token's signature is ever a form token.
    private const string FormPurpose = "form: ";

    /// <summary>Opens a session for a sign-in.</summary>
    /// <param name="pair">What the sign-in gave; its refresh token is thrown away.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The token for the cookie, and how long it is good.</returns>
    public async Task<(string Token, TimeSpan Lifetime)> OpenAsync(TokenPair pair, CancellationToken cancellationToken = default)
    {
        var signIn = await format.ReadAsync(pair.Refresh, TokenUse.Refresh, cancellationToken) ?? throw new InvalidOperationException("A refresh token that was just made cannot be read.");
        var claims = signIn with { Use = TokenUse.Page };
        var token = await format.WriteAsync(claims, await keys.FindSigningKeyAsync(cancellationToken), cancellationToken);
        return (token ?? throw new InvalidOperationException("The key that signs is not known."), TimeSpan.FromSeconds(pair.RefreshLifetime));
    }

    /// <summary>Finds the session of a cookie.</summary>
    /// <returns>The session; null when the token is not ours, or has ended, or its sign-in has.</returns>
    public async Task<PageSession?> FindAsync(string token, CancellationToken cancellationToken = default)
        => await format.ReadAsync(token, TokenUse.Page, cancellationToken) is { } claims
            && await principals.FindPageAsync(claims, cancellationToken) is { } principal
            && await MakeFormTokenAsync(token, claims, cancellationToken) is { } formToken
            ? new PageSession(principal, formToken)
            : null;

    /// <summary>Ends the sign-in of a session, everywhere. Does nothing for a token that is none or has ended.</summary>
    public async Task EndAsync(string token, CancellationToken cancellationToken = default)
    {
        if (await format.ReadAsync(token, TokenUse.Page, cancellationToken) is { } claims)
        {
            await store.RefreshTokens.RevokeFamilyAsync(claims.Family, time.GetUtcNow(), cancellationToken);
        }
    }

    private async Task<string?> MakeFormTokenAsync(string token, TokenClaims claims, CancellationToken cancellationToken)
        => JsonWebSignature.FindKeyId(token) is { } keyId && await keys.FindAsync(keyId, cancellationToken) is { } secret
            ? Base64Url.EncodeToString(HMACSHA256.HashData(secret.Span, Encoding.UTF8.GetBytes(FormPurpose + claims.TokenId)))
            : null;
}
