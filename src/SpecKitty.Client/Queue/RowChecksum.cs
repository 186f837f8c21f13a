using System.Security.Cryptography;
using System.Text;

namespace SpecKitty.Client.Queue;

/// <summary>The checksum that tells a row as it was written from one that the disk changed.</summary>
internal static class RowChecksum
{
    /// <summary>SHA-256 over id, type, project and body, as lower-case hexadecimal digits.</summary>
    public static string Of(string eventId, string eventType, string projectUuid, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{eventId}\n{eventType}\n{projectUuid}\n"));
        hash.AppendData(body);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest);
    }
}
