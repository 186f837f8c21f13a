using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace SpecKitty.Events.Envelope;

/// <summary>Reads a UUID of any version: hyphenated, bare, in braces, or as <c>urn:uuid:</c>.</summary>
public static class UuidText
{
    // urn:uuid: and 36 characters.
    private const int LongestText = 45;

    /// <summary>Reads a UUID.</summary>
    /// <param name="text">36 characters with hyphens or 32 without, hexadecimal in any case; bare, in braces, or after <c>urn:uuid:</c>.</param>
    /// <param name="value">The UUID.</param>
    /// <returns>False when the text is null or no UUID.</returns>
    public static bool TryParse(string? text, out Guid value)
    {
        value = default;
        return text is { Length: <= LongestText } && TryParse(Encoding.UTF8.GetBytes(text), out value);
    }

    internal static bool TryRead(ref Utf8JsonReader json, out Guid value)
        => TryParse(json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan, out value);

    private static bool TryParse(ReadOnlySpan<byte> text, out Guid value)
    {
        if (text.StartsWith("urn:uuid:"u8))
        {
            text = text[9..];
        }
        else if (text is [(byte)'{', .., (byte)'}'])
        {
            text = text[1..^1];
        }

        value = default;
        return text.Length is 36 or 32
            && Utf8Parser.TryParse(text, out value, out var used, text.Length == 36 ? 'D' : 'N') && used == text.Length;
    }
}
