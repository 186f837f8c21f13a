using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SpecKitty.Server.Webhooks;

/// <summary>How long to wait before a delivery is tried again.</summary>
internal static class WebhookBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>Twice as long each time, at most two hours; up to half of it less, by a throw that only the delivery and the attempt decide, so that what failed together does not come together.</summary>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="attempts">How often it has failed, at least once.</param>
    public static TimeSpan After(string deliveryId, int attempts)
    {
        var whole = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30)), Longest.TotalSeconds);
        var thrown = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{deliveryId} {attempts}")));
        return TimeSpan.FromSeconds(whole * (0.5 + (0.5 * thrown / uint.MaxValue)));
    }
}
