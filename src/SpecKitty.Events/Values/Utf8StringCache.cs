using System.Text;

namespace SpecKitty.Events.Values;

/// <summary>Strings met lately, by their UTF-8 bytes, so that ids which repeat through a log are made once.</summary>
/// <remarks>A fixed table: a newcomer takes the place of an older text with the same slot. One reader uses it at a time.</remarks>
internal sealed class Utf8StringCache
{
    private const int Slots = 1024;
    private const int LongestKept = 64;

    private readonly Entry[] _entries = new Entry[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        if (utf8.IsEmpty)
        {
            return "";
        }

        var hash = Hash(utf8);
        ref var entry = ref _entries[hash & (Slots - 1)];
        if (entry.Text is { } known && entry.Utf8.AsSpan().SequenceEqual(utf8))
        {
            return known;
        }

        var text = Encoding.UTF8.GetString(utf8);
        entry = new Entry(utf8.ToArray(), text);
        return text;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        foreach (var unit in utf8)
        {
            hash = unchecked((hash * 31) + unit);
        }

        return hash ^ (hash >> 15);
    }

    private readonly record struct Entry(byte[]? Utf8, string? Text);
}
