using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace SpecKitty.Client.Home;

/// <summary>The one way from bytes to text: bytes that are not UTF-8 are rejected, never replaced.</summary>
public static class StrictUtf8
{
    /// <summary>Reads text. A byte order mark at the front is no part of it.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="text">The text; null when they are not UTF-8.</param>
    /// <param name="fault">The offset of the first byte that is not UTF-8, from 0; -1 when all are.</param>
    /// <returns>Whether they are UTF-8.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text, out int fault)
    {
        fault = FaultIn(bytes);
        text = fault >= 0 ? null : Encoding.UTF8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        return text is not null;
    }

    /// <summary>The offset of the first byte that is not UTF-8, from 0; -1 when all are.</summary>
    public static int FaultIn(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return -1;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
