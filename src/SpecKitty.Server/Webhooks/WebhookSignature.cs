using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SpecKitty.Server.Webhooks;

/// <summary>Signs deliveries, so that the receiver knows who sent one, and that it is not an old one.</summary>
internal static class WebhookSignature
{
    /// <summary>The header with the id of the delivery.</summary>
    public const string IdHeader = "SpecKitty-Webhook-Id";

    /// <summary>The header with the time of the attempt, in seconds since 1970.</summary>
    public const string TimestampHeader = "SpecKitty-Webhook-Timestamp";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "SpecKitty-Webhook-Signature";

    private const string Version = "v1=";

    /// <summary>The signature: <c>v1=</c> and HMAC-SHA256 in lower-case hex, under the bytes of the secret as text, of the timestamp, a dot and the body.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hmac.AppendData("."u8);
        hmac.AppendData(body);
        return Version + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>How the header has a time.</summary>
    public static string Timestamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
