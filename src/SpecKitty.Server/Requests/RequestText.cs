using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace SpecKitty.Server.Requests;

/// <summary>The one place where bytes of a request become text, and where a text is accepted or rejected by its characters.</summary>
/// <remarks>
/// Bodies, queries, paths, tokens, cookies, form fields, socket frames and cursors all come through here. What is accepted is valid Unicode, can be
/// stored by every store, and cannot end a line or steer a terminal.
/// </remarks>
internal static class RequestText
{
    /// <summary>Decodes bytes.</summary>
    /// <returns>The text; null when the bytes are not UTF-8.</returns>
    public static string? Decode(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;

    /// <summary>Finds the first character that a text may not contain.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rule">Which control characters it may contain.</param>
    /// <returns>The rule and what arrived, to follow the name of the field; null when there is none.</returns>
    public static string? FindFault(string text, TextRule rule = TextRule.Line)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsSurrogate(character))
            {
                if (!char.IsSurrogatePair(text, i))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"must be valid Unicode; it has half of a surrogate pair at character {i + 1}");
                }

                i++;
            }
            else if (IsRefused(character, rule))
            {
                return string.Create(CultureInfo.InvariantCulture, $"must not contain {Describe(rule)}; it has U+{(int)character:X4} at character {i + 1}");
            }
        }

        return null;
    }

    private static bool IsRefused(char character, TextRule rule) => rule switch
    {
        TextRule.Line => char.IsControl(character),
        TextRule.Lines => char.IsControl(character) && character is not ('\t' or '\n' or '\r'),
        _ => character == '\0',
    };

    private static string Describe(TextRule rule) => rule switch
    {
        TextRule.Line => "control characters",
        TextRule.Lines => "control characters other than line breaks and tabs",
        _ => "the character U+0000",
    };
}
