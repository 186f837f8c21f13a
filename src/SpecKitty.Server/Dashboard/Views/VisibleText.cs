using System.Globalization;
using System.Text;

namespace SpecKitty.Server.Dashboard.Views;

/// <summary>Makes the invisible in a text visible before people read it.</summary>
/// <remarks>A name may hold controls that turn the direction of what follows, or nothing visible at all; markup is not its business, the renderer escapes that.</remarks>
internal static class VisibleText
{
    private const int Longest = 2000;

    // More than the box for comments takes, with room for signs.
    private const int LongestWriting = 8000;

    /// <summary>The text with a visible sign for each control, format and unassigned character; line breaks stay, and a very long text is cut.</summary>
    public static string Of(string? text) => Of(text, Longest, out _);

    /// <summary>The same of what somebody wrote at length.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isCut">Whether it was too long even so, and ends before its end.</param>
    public static string OfWriting(string? text, out bool isCut) => Of(text, LongestWriting, out isCut);

    private static string Of(string? text, int longest, out bool isCut)
    {
        isCut = false;
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var visible = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (visible.Length >= longest)
            {
                isCut = true;
                return visible.Append('…').ToString();
            }

            if (rune.Value == '\n' || !IsInvisible(rune))
            {
                visible.Append(rune.ToString());
            }
            else
            {
                visible.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            }
        }

        return visible.ToString();
    }

    /// <summary>Whether a character shows nothing, or changes how its neighbours show.</summary>
    /// <remarks>Emoji are joined by U+200D and chosen by U+FE0F; those two are harmless.</remarks>
    public static bool IsInvisible(Rune rune) => rune.Value is not (0x200D or 0xFE0F) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;
}
