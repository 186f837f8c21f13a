using System.Buffers;
using System.Globalization;

namespace SpecKitty.Server.Requests;

/// <summary>Decodes percent-encoded text strictly: paths, queries and forms.</summary>
internal static class UrlEncoded
{
    private const int LongestName = 40;

    /// <summary>Finds the first fault of a query, or of a form.</summary>
    /// <param name="encoded">Names and values with <c>=</c> and <c>&amp;</c>.</param>
    /// <param name="ruleOf">The rule that the value of a name follows.</param>
    /// <returns>The field, the rule and what arrived, one sentence; null when there is none.</returns>
    public static string? FindFault(ReadOnlySpan<byte> encoded, Func<string, TextRule> ruleOf)
    {
        foreach (var range in encoded.Split((byte)'&'))
        {
            var pair = encoded[range];
            var end = pair.IndexOf((byte)'=');
            var name = Decode(end < 0 ? pair : pair[..end], plusIsSpace: true);
            if (name is null || RequestText.FindFault(name) is not null)
            {
                return "The name of each field must be UTF-8 without control characters.";
            }

            if (end >= 0 && FindFault(pair[(end + 1)..], Cut(name), ruleOf(name), plusIsSpace: true) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Finds the first fault of one text.</summary>
    /// <param name="encoded">The text.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="rule">The rule that it follows.</param>
    /// <param name="plusIsSpace">Whether <c>+</c> means a space.</param>
    /// <returns>The name, the rule and what arrived, one sentence; null when there is none.</returns>
    public static string? FindFault(ReadOnlySpan<byte> encoded, string name, TextRule rule, bool plusIsSpace)
        => Decode(encoded, plusIsSpace) is not { } text ? $"{name} must be UTF-8; it has bytes that are not."
            : RequestText.FindFault(text, rule) is { } fault ? $"{name} {fault}."
            : null;

    // A percent sign that no two digits follow means itself.
    private static string? Decode(ReadOnlySpan<byte> encoded, bool plusIsSpace)
    {
        var rented = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            var length = 0;
            for (var i = 0; i < encoded.Length; i++)
            {
                if (encoded[i] == (byte)'%' && i + 2 < encoded.Length && byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                {
                    rented[length++] = value;
                    i += 2;
                }
                else
                {
                    rented[length++] = plusIsSpace && encoded[i] == (byte)'+' ? (byte)' ' : encoded[i];
                }
            }

            return RequestText.Decode(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static string Cut(string name) => name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");
}
