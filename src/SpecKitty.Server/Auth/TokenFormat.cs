using System.Buffers;
using System.Text.Json;

namespace SpecKitty.Server.Auth;

/// <summary>Writes claims as a signed token and reads them back.</summary>
/// <remarks>The same claims and key always give the same token: that is how a rotated refresh token can give its successor again though only a hash is kept.</remarks>
internal sealed class TokenFormat(SigningKeyRing keys, TimeProvider time)
{
    private const string Issuer = "speckitty";

    // All nodes go by the database's clock; a standby that took over may have another, and a node that was suspended is behind until it has measured again.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    /// <summary>Writes a token.</summary>
    /// <param name="claims">What it says.</param>
    /// <param name="keyId">The key to sign with.</param>
    /// <param name="cancellationToken">Gives up waiting for a key that this node does not know yet.</param>
    /// <returns>The token; null when there is no such key any more.</returns>
    public async ValueTask<string?> WriteAsync(TokenClaims claims, string keyId, CancellationToken cancellationToken = default)
        => await keys.FindAsync(keyId, cancellationToken) is { } secret ? JsonWebSignature.Sign(JsonWebSignature.Header(keyId), Payload(claims), secret.Span) : null;

    /// <summary>Reads a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="use">What it must be good for.</param>
    /// <param name="cancellationToken">Gives up waiting for a key that this node does not know yet.</param>
    /// <returns>What it says; null when it is not ours, for another use, not good yet or ended.</returns>
    public async ValueTask<TokenClaims?> ReadAsync(string token, TokenUse use, CancellationToken cancellationToken = default)
        => JsonWebSignature.FindKeyId(token) is { } keyId
            && await keys.FindAsync(keyId, cancellationToken) is { } secret
            && JsonWebSignature.Verify(token, _ => secret) is { } payload
            ? ReadClaims(payload, use)
            : null;

    /// <summary>Whether a token was signed by a key of this server, whatever it says and whether or not it is still good.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cancellationToken">Gives up waiting for a key that this node does not know yet.</param>
    public async ValueTask<bool> IsOursAsync(string token, CancellationToken cancellationToken = default)
        => JsonWebSignature.FindKeyId(token) is { } keyId
            && await keys.FindAsync(keyId, cancellationToken) is { } secret
            && JsonWebSignature.Verify(token, _ => secret) is not null;

    private TokenClaims? ReadClaims(byte[] payload, TokenUse use)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        if (Text(root, "iss") != Issuer || Text(root, "aud") != Audience(use))
        {
            return null;
        }

        var claims = new TokenClaims(use, Text(root, "jti"), Text(root, "sub"), Text(root, "family"), Time(root, "iat"), Time(root, "exp"));
        var now = time.GetUtcNow();
        return Time(root, "nbf") - Leeway <= now && now < claims.ExpiresAt ? claims : null;
    }

    private static string Audience(TokenUse use) => use switch
    {
        TokenUse.Access => "speckitty/api",
        TokenUse.Refresh => "speckitty/refresh",
        TokenUse.Socket => "speckitty/socket",
        TokenUse.Page => "speckitty/page",
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    private static byte[] Payload(TokenClaims claims)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", Issuer);
            json.WriteString("aud", Audience(claims.Use));
            json.WriteString("sub", claims.UserId);
            json.WriteString("jti", claims.TokenId);
            json.WriteString("family", claims.Family);
            json.WriteNumber("iat", claims.IssuedAt.ToUnixTimeSeconds());
            json.WriteNumber("nbf", claims.IssuedAt.ToUnixTimeSeconds());
            json.WriteNumber("exp", claims.ExpiresAt.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // Only what our own key has signed is read here, so a member that is missing is a bug, not an attack.
    private static string Text(JsonElement claims, string name) => claims.GetProperty(name).GetString()!;

    private static DateTimeOffset Time(JsonElement claims, string name) => DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty(name).GetInt64());
}
