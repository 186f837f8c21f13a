using System.Buffers;
using System.Text.Json;

namespace SpecKitty.Server.Auth;

/// <summary>Writes claims as a signed token and reads them back.</summary>
/// <remarks>The same claims and key always give the same token: that is how a rotated refresh token can give its successor again though only a hash is kept.</remarks>
internal sealed class TokenFormat(SigningKeyRing keys, TimeProvider time)
{
    private const string Issuer = "speckitty";

    // Clocks of two nodes may differ a little.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(5);

    /// <summary>Writes a token.</summary>
    /// <param name="claims">What it says.</param>
    /// <param name="keyId">The key to sign with.</param>
    /// <returns>The token; null when the key is not known any more.</returns>
    public string? Write(TokenClaims claims, string keyId)
        => keys.Find(keyId) is { } secret ? JsonWebSignature.Sign(JsonWebSignature.Header(keyId), Payload(claims), secret.Span) : null;

    /// <summary>Reads a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="use">What it must be good for.</param>
    /// <returns>What it says; null when it is not ours, for another use, not good yet or ended.</returns>
    public TokenClaims? Read(string token, TokenUse use)
    {
        if (JsonWebSignature.Verify(token, keyId => keyId is null ? null : keys.Find(keyId)) is not { } payload)
        {
            return null;
        }

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

    private static string Audience(TokenUse use) => use == TokenUse.Access ? "speckitty/api" : "speckitty/refresh";

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
