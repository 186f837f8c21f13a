using System.Security.Cryptography;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>Gives tokens for passwords and for refresh tokens, and ends them.</summary>
internal sealed class TokenService(IServerStore store, SigningKeyRing keys, TokenFormat format, PasswordChecker passwords, TimeProvider time)
{
    /// <summary>How long an access token is good.</summary>
    public static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long a refresh token is good.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(7);

    /// <summary>How long a token for the socket is good: long enough to open it.</summary>
    public static readonly TimeSpan SocketLifetime = TimeSpan.FromMinutes(1);

    /// <summary>Signs a user in.</summary>
    /// <returns>The first pair of a new family; null alike for an unknown name, a wrong password and a user in no team.</returns>
    public async Task<TokenPair?> SignInAsync(string username, string password, CancellationToken cancellationToken)
    {
        var user = await store.Accounts.FindByNameAsync(username, cancellationToken);
        var verdict = passwords.Check(user, password);
        if (verdict == PasswordVerdict.Wrong)
        {
            return null;
        }

        if (verdict == PasswordVerdict.RightButStale)
        {
            var rehashed = passwords.Hash(password);
            await store.Accounts.ReplacePasswordAsync(user!.UserId, user.PasswordHash, rehashed, endSignInsAt: null, cancellationToken: cancellationToken);
        }

        // A change of the password ends the sign-ins that there are. One that was under way with the old password must not escape it.
        var pair = await SignInAsync(user!, cancellationToken);
        var now = await store.Accounts.FindByIdAsync(user!.UserId, cancellationToken);
        if (now?.PasswordHash == user.PasswordHash || passwords.Check(now, password) != PasswordVerdict.Wrong)
        {
            return pair;
        }

        await SignOutAsync(pair.Refresh, CancellationToken.None);
        return null;
    }

    /// <summary>Signs in a user who need not prove anything any more.</summary>
    /// <returns>The first pair of a new family.</returns>
    public async Task<TokenPair> SignInAsync(UserRecord user, CancellationToken cancellationToken)
    {
        var keyId = await keys.FindSigningKeyAsync(cancellationToken);
        var refresh = NewClaims(TokenUse.Refresh, user.UserId, NewId());
        var token = await WriteAsync(refresh, keyId, cancellationToken);
        await store.RefreshTokens.AddAsync(Record(token, refresh, keyId), cancellationToken);
        return await PairAsync(user, refresh.Family, token, refresh.ExpiresAt, keyId, cancellationToken);
    }

    /// <summary>Exchanges a refresh token for the next pair.</summary>
    /// <remarks>A token gives the same successor until that successor is presented, so that neither a lost response nor two processes at once end a sign-in. Presented after that, it ends the sign-in.</remarks>
    /// <returns>The pair; null when the token is not good, and after its reuse for the whole family.</returns>
    public async Task<TokenPair?> RefreshAsync(string token, CancellationToken cancellationToken)
    {
        if (await format.ReadAsync(token, TokenUse.Refresh, cancellationToken) is not { } claims
            || await store.Accounts.FindByIdAsync(claims.UserId, cancellationToken) is not { Memberships.Count: > 0 } user)
        {
            return null;
        }

        var keyId = await keys.FindSigningKeyAsync(cancellationToken);
        var next = NewClaims(TokenUse.Refresh, claims.UserId, claims.Family);
        var successor = await WriteAsync(next, keyId, cancellationToken);
        var rotation = await store.RefreshTokens.RotateAsync(SecretToken.Hash(token), Record(successor, next, keyId), time.GetUtcNow(), cancellationToken);
        if (rotation.Successor is not { } kept)
        {
            return null;
        }

        var keptClaims = new TokenClaims(TokenUse.Refresh, kept.TokenId, kept.UserId, kept.Family, kept.IssuedAt, kept.ExpiresAt);
        return await format.WriteAsync(keptClaims, kept.KeyId, cancellationToken) is { } again
            ? await PairAsync(user, kept.Family, again, kept.ExpiresAt, keyId, cancellationToken)
            : null;
    }

    /// <summary>Ends a sign-in: its refresh tokens and its access tokens are good for nothing any more. Does nothing for a token that is none or has ended.</summary>
    public async Task SignOutAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (await format.ReadAsync(refreshToken, TokenUse.Refresh, cancellationToken) is { } claims)
        {
            await store.RefreshTokens.RevokeFamilyAsync(claims.Family, time.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>A token that opens the socket as a principal, with the same rights and scope.</summary>
    public async Task<string> MakeSocketTokenAsync(Principal principal, CancellationToken cancellationToken)
    {
        var credential = principal.Credential ?? throw new InvalidOperationException("Only a principal that came by a token can open the socket.");
        var keyId = await keys.FindSigningKeyAsync(cancellationToken);
        return await WriteAsync(NewClaims(TokenUse.Socket, principal.UserId!, credential), keyId, cancellationToken);
    }

    private static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static RefreshTokenRecord Record(string token, TokenClaims claims, string keyId)
        => new(SecretToken.Hash(token), claims.TokenId, claims.Family, claims.UserId, keyId, claims.IssuedAt, claims.ExpiresAt);

    private async Task<TokenPair> PairAsync(UserRecord user, string family, string refresh, DateTimeOffset refreshEnds, string keyId, CancellationToken cancellationToken)
        => new(
            await WriteAsync(NewClaims(TokenUse.Access, user.UserId, family), keyId, cancellationToken),
            refresh,
            (int)AccessLifetime.TotalSeconds,
            (int)(refreshEnds - Second(time.GetUtcNow())).TotalSeconds,
            user.DefaultTeam ?? user.Memberships[0].TeamSlug);

    private async Task<string> WriteAsync(TokenClaims claims, string keyId, CancellationToken cancellationToken)
        => await format.WriteAsync(claims, keyId, cancellationToken) ?? throw new InvalidOperationException("The key that signs is not known.");

    private TokenClaims NewClaims(TokenUse use, string userId, string family)
    {
        var now = Second(time.GetUtcNow());
        var lifetime = use switch
        {
            TokenUse.Access => AccessLifetime,
            TokenUse.Refresh => RefreshLifetime,
            _ => SocketLifetime,
        };
        return new TokenClaims(use, NewId(), userId, family, now, now + lifetime);
    }

    // Tokens count in whole seconds.
    private static DateTimeOffset Second(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
}
