using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Auth;

/// <summary>Signs and checks compact JSON Web Signatures with HMAC-SHA-256, and with nothing else.</summary>
/// <remarks>A token never chooses how it is checked: any other <c>alg</c>, <c>none</c> among them, is refused before a key is looked at.</remarks>
internal static class JsonWebSignature
{
    private const string Algorithm = "HS256";

    // A token of ours has some 300 bytes; a longer one is not worth decoding.
    private const int MaximumLength = 4096;
    private const int HeaderDepth = 4;
    private const int LongestKeyId = 128;

    /// <summary>Signs a payload.</summary>
    /// <param name="header">The protected header, a JSON object, as UTF-8; it must name <c>HS256</c>.</param>
    /// <param name="payload">The payload, as UTF-8.</param>
    /// <param name="secret">The secret, at least 32 bytes.</param>
    /// <returns>The compact form: three parts in base64url with dots between them.</returns>
    public static string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> secret)
    {
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed), mac);
        return $"{signed}.{Base64Url.EncodeToString(mac)}";
    }

    /// <summary>The protected header of a token signed by <paramref name="keyId"/>, as UTF-8.</summary>
    public static byte[] Header(string keyId)
        => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal) { ["alg"] = Algorithm, ["typ"] = "JWT", ["kid"] = keyId });

    /// <summary>The <c>kid</c> that a token names, nothing of it checked.</summary>
    /// <returns>Null when the token is not well formed, names another algorithm or no key.</returns>
    public static string? FindKeyId(string token)
        => token.Length <= MaximumLength && Ascii.IsValid(token) && token.Split('.') is [var first, _, _] && Decode(first) is { } header && TryReadHeader(header, out var keyId)
            ? keyId
            : null;

    /// <summary>Checks a token's signature.</summary>
    /// <param name="token">The compact form.</param>
    /// <param name="findSecret">Gives the secret of a <c>kid</c> (null when the header has none); null when the key is not known.</param>
    /// <returns>The payload, as UTF-8; null when the token is not well formed, names another algorithm or is not signed by the key.</returns>
    public static byte[]? Verify(string token, Func<string?, ReadOnlyMemory<byte>?> findSecret)
    {
        if (token.Length > MaximumLength || !Ascii.IsValid(token))
        {
            return null;
        }

        var parts = token.Split('.');
        if (parts.Length != 3
            || Decode(parts[0]) is not { } header
            || Decode(parts[1]) is not { } payload
            || Decode(parts[2]) is not { } mac
            || !TryReadHeader(header, out var keyId)
            || findSecret(keyId) is not { } secret)
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret.Span, Encoding.ASCII.GetBytes(token, 0, parts[0].Length + 1 + parts[1].Length), expected);
        return CryptographicOperations.FixedTimeEquals(expected, mac) ? payload : null;
    }

    private static byte[]? Decode(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool TryReadHeader(byte[] header, out string? keyId)
    {
        keyId = null;
        if (RequestJson.ReadObject(header, HeaderDepth, out _) is not { } root
            || !root.TryGetProperty("alg", out var algorithm)
            || algorithm.ValueKind != JsonValueKind.String
            || !algorithm.ValueEquals(Algorithm)
            || root.TryGetProperty("crit", out _))
        {
            return false;
        }

        if (!root.TryGetProperty("kid", out var kid))
        {
            return true;
        }

        keyId = kid.ValueKind == JsonValueKind.String ? kid.GetString() : null;
        return keyId is { Length: <= LongestKeyId } && RequestText.FindFault(keyId) is null;
    }
}
