using System.Security.Cryptography;
using System.Text;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>Gives tokens for passwords and for refresh tokens.</summary>
internal sealed class TokenService(IServerStore store, SigningKeyRing keys, TokenFormat format, PasswordChecker passwords, TimeProvider time)
{
    /// <summary>How long an access token is good.</summary>
    public static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long a refresh token is good.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(7);

    // Two processes of one user may refresh at once: the slower one still gets the successor.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Signs a user in.</summary>
    /// <returns>The first pair of a new family; null for an unknown name and for a wrong password alike.</returns>
    public async Task<TokenPair?> SignInAsync(string username, string password, CancellationToken cancellationToken)
    {
        var user = await store.Accounts.FindByNameAsync(username, cancellationToken);
        if (!passwords.Check(user, password))
        {
            return null;
        }

        var refresh = NewClaims(TokenUse.Refresh, user!.UserId, NewId());
        var token = format.Write(refresh, keys.CurrentKeyId)!;
        await store.RefreshTokens.AddAsync(Record(token, refresh, keys.CurrentKeyId), cancellationToken);
        return Pair(user, refresh.Family, token, refresh.ExpiresAt);
    }

    /// <summary>Trades a refresh token for the next pair.</summary>
    /// <returns>The pair; null when the token is not good, and after its reuse for the whole family.</returns>
    public async Task<TokenPair?> RefreshAsync(string token, CancellationToken cancellationToken)
    {
        if (format.Read(token, TokenUse.Refresh) is not { } claims)
        {
            return null;
        }

        var next = NewClaims(TokenUse.Refresh, claims.UserId, claims.Family);
        var successor = format.Write(next, keys.CurrentKeyId)!;
        var rotation = await store.RefreshTokens.RotateAsync(Hash(token), Record(successor, next, keys.CurrentKeyId), time.GetUtcNow(), Grace, cancellationToken);
        if (rotation.Successor is not { } kept || await store.Accounts.FindByIdAsync(claims.UserId, cancellationToken) is not { } user)
        {
            return null;
        }

        var keptClaims = new TokenClaims(TokenUse.Refresh, kept.TokenId, kept.UserId, kept.Family, kept.IssuedAt, kept.ExpiresAt);
        return format.Write(keptClaims, kept.KeyId) is { } again ? Pair(user, kept.Family, again, kept.ExpiresAt) : null;
    }

    private static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    private static RefreshTokenRecord Record(string token, TokenClaims claims, string keyId)
        => new(Hash(token), claims.TokenId, claims.Family, claims.UserId, keyId, claims.IssuedAt, claims.ExpiresAt);

    private TokenPair Pair(UserRecord user, string family, string refresh, DateTimeOffset refreshEnds)
    {
        var access = format.Write(NewClaims(TokenUse.Access, user.UserId, family), keys.CurrentKeyId)!;
        return new TokenPair(
            access,
            refresh,
            (int)AccessLifetime.TotalSeconds,
            (int)(refreshEnds - Second(time.GetUtcNow())).TotalSeconds,
            user.Memberships[0].TeamSlug);
    }

    private TokenClaims NewClaims(TokenUse use, string userId, string family)
    {
        var now = Second(time.GetUtcNow());
        return new TokenClaims(use, NewId(), userId, family, now, now + (use == TokenUse.Access ? AccessLifetime : RefreshLifetime));
    }

    // Tokens count in whole seconds.
    private static DateTimeOffset Second(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
}
