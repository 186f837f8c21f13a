using System.Globalization;

namespace SpecKitty.Client.Toml;

/// <summary>Reads integers: an optional sign, then digits without a leading zero; an underscore only between two digits.</summary>
internal static class TomlInteger
{
    /// <summary>Whether a word is written as an integer, whatever its size.</summary>
    public static bool IsInteger(string word)
    {
        var digits = word.AsSpan(word is ['+' or '-', ..] ? 1 : 0);
        if (digits.IsEmpty || digits is ['0', _, ..] || !char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1]))
        {
            return false;
        }

        for (var index = 1; index < digits.Length; index++)
        {
            var between = digits[index] == '_' && digits[index - 1] != '_';
            if (!between && !char.IsAsciiDigit(digits[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value of an integer; false when it does not fit in 64 bits.</summary>
    public static bool TryParse(string word, out long value) =>
        long.TryParse(word.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
