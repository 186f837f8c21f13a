using System.Buffers;
using System.Globalization;
using System.Text;

namespace SpecKitty.Client.Terminal;

/// <summary>Makes text that others wrote harmless for a terminal and for the person who reads it there.</summary>
/// <remarks>
/// What acts on a terminal (C0 and C1 controls, DEL, line and paragraph separators) becomes a space. What hides or reorders text
/// (bidirectional controls, zero-width and filler characters, tags) and what is no character (half a surrogate pair) becomes U+FFFD.
/// The joiners U+200C and U+200D, which honest text of some scripts and emoji need, are left out: the text stays readable without them.
/// </remarks>
public static class TerminalText
{
    private const char Space = ' ';
    private const char Hidden = '\uFFFD';
    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    // The bytes that are, or that begin, a character that is not harmless. Some begin harmless ones too.
    private static readonly SearchValues<byte> Suspicious =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(code => code is not ('\n' or '\t')).Select(code => (byte)code), 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xED, 0xEF, 0xF3]);

    /// <summary>A text on one line: line breaks become spaces too.</summary>
    /// <returns>The text itself when all of it is harmless.</returns>
    public static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAnyExcept(Plain) ? Harmless(text, keepsLines: false) : text;
    }

    /// <summary>A text that may have several lines.</summary>
    /// <returns>The text itself when all of it is harmless.</returns>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAnyExcept(Plain) ? Harmless(text, keepsLines: true) : text;
    }

    /// <summary>The same JSON value with every character escaped that is not harmless.</summary>
    /// <param name="utf8">Valid JSON. Bytes that are not UTF-8 become U+FFFD.</param>
    /// <returns>The bytes themselves when none has to be escaped.</returns>
    public static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.ContainsAny(Suspicious))
        {
            return utf8;
        }

        var escaped = new ArrayBufferWriter<byte>(utf8.Length + 64);
        for (var rest = utf8; !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (status != OperationStatus.Done)
            {
                escaped.Write("\uFFFD"u8);
            }
            else if (rune.Value is '\n' or '\t' || Replacement(rune) == rune.Value)
            {
                escaped.Write(rest[..length]);
            }
            else
            {
                foreach (var unit in rune.ToString())
                {
                    escaped.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}")));
                }
            }

            rest = rest[length..];
        }

        return escaped.WrittenSpan;
    }

    /// <summary>What is shown of each character.</summary>
    internal static string Harmless(ReadOnlySpan<char> text, bool keepsLines)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (keepsLines && rune.Value == '\n')
            {
                shown.Append('\n');
            }
            else if (Replacement(rune) is { } one)
            {
                shown.Append(new Rune(one));
            }
        }

        return shown.ToString();
    }

    /// <summary>What stands in the place of a character; null for nothing.</summary>
    private static int? Replacement(Rune rune) => rune.Value switch
    {
        NonJoiner or Joiner => null,
        0x2028 or 0x2029 => Space,
        _ when Rune.IsControl(rune) => Space,
        0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFEFF or 0xFFA0 => Hidden,
        >= 0x180B and <= 0x180F => Hidden,
        >= 0x200B and <= 0x200F => Hidden,
        >= 0x202A and <= 0x202E => Hidden,
        >= 0x2060 and <= 0x206F => Hidden,
        >= 0xFFF9 and <= 0xFFFB => Hidden,
        >= 0xE0000 and <= 0xE0FFF => Hidden,
        _ => rune.Value,
    };
}
