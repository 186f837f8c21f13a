using System.Diagnostics.CodeAnalysis;

namespace SpecKitty.Server.Storage;

/// <summary>What a text must be so that every store can keep it and give it back: valid Unicode without U+0000.</summary>
/// <remarks>Requests are checked where they are read. This is the last check before the database: a text that breaks off while it is written would leave its connection out of step.</remarks>
internal static class StoredText
{
    /// <summary>Checks a text.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidTextException">No store can keep it.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Check(string? text)
        => text is null || IsStorable(text) ? text : throw new InvalidTextException("A text has the character U+0000 or half of a surrogate pair, which cannot be stored: remove it.");

    private static bool IsStorable(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text.AsSpan();
        for (int at; (at = rest.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0; rest = rest[(at + 2)..])
        {
            if (at + 1 == rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                return false;
            }
        }

        return true;
    }
}
