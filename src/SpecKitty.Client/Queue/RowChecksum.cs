using System.Buffers;
using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Whether a stored checksum is that of a row as it was read.</summary>
    /// <param name="stored">The checksum as it stands in the row.</param>
    /// <param name="isText">Whether it stands there as text, as in the first version of the queue.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="type">Its type.</param>
    /// <param name="project">Its project.</param>
    /// <param name="body">The envelope.</param>
    public static bool IsOf(ReadOnlySpan<byte> stored, bool isText, ReadOnlySpan<byte> id, ReadOnlySpan<byte> type, ReadOnlySpan<byte> project, ReadOnlySpan<byte> body)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(RowBytes.Most(id.Length, type.Length, project.Length, body.Length));
        try
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(RowBytes.Write(buffer, id, type, project, body).All, digest);
            return isText ? Matches(Encoding.UTF8.GetString(stored), digest) : stored.SequenceEqual(digest);
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
