using System.Buffers;
using System.Security.Cryptography;

namespace SpecKitty.Client.Queue;

/// <summary>The checksum that tells a row as it was written from one that the disk changed: SHA-256 over id, type, project and body, each but the last ended by a line feed.</summary>
internal static class RowChecksum
{
    /// <summary>The checksum of a row.</summary>
    public static byte[] Of(string eventId, string eventType, string projectUuid, ReadOnlySpan<byte> body)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(RowBytes.Most(eventId, eventType, projectUuid, body.Length));
        try
        {
            var row = RowBytes.Write(buffer, eventId, eventType, projectUuid, body);
            return SHA256.HashData(row.All);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a stored checksum is the right one; the first version of the queue stored it as lower-case hexadecimal digits.</summary>
    public static bool Matches(object stored, ReadOnlySpan<byte> digest) => stored switch
    {
        byte[] bytes => digest.SequenceEqual(bytes),
        string digits => string.Equals(digits, Convert.ToHexStringLower(digest), StringComparison.Ordinal),
        _ => false,
    };
}
