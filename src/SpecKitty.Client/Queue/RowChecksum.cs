using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace SpecKitty.Client.Queue;

/// <summary>The checksum that tells a row as it was written from one that the disk changed.</summary>
internal static class RowChecksum
{
    private const int Separators = 3;

    /// <summary>SHA-256 over id, type, project and body, each but the last ended by a line feed.</summary>
    public static byte[] Of(string eventId, string eventType, string projectUuid, ReadOnlySpan<byte> body)
    {
        var most = Encoding.UTF8.GetMaxByteCount(eventId.Length + eventType.Length + projectUuid.Length) + Separators + body.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var length = Append(buffer, 0, eventId);
            length = Append(buffer, length, eventType);
            length = Append(buffer, length, projectUuid);
            body.CopyTo(buffer.AsSpan(length));
            return SHA256.HashData(buffer.AsSpan(0, length + body.Length));
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

    private static int Append(byte[] buffer, int at, string text)
    {
        at += Encoding.UTF8.GetBytes(text, buffer.AsSpan(at));
        buffer[at] = (byte)'\n';
        return at + 1;
    }
}
