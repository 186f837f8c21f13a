using System.Globalization;
using System.Numerics;

namespace SpecKitty.Events.Values;

/// <summary>Writes a JSON number with all of its digits, so that equal numbers have equal texts, whatever their size.</summary>
internal static class ExactNumber
{
    /// <summary>The digits without zeros at either end, then the exponent of ten: <c>12.50</c> and <c>125e-1</c> are both <c>125E-1</c>.</summary>
    /// <param name="number">A number by the grammar of JSON.</param>
    public static string Of(string number)
    {
        var mark = number.IndexOfAny(['e', 'E']);
        var mantissa = mark < 0 ? number : number[..mark];
        var exponent = mark < 0 ? BigInteger.Zero : BigInteger.Parse(number[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var isNegative = mantissa.StartsWith('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = (isNegative ? mantissa[1..] : mantissa).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{(isNegative ? "-" : "")}{significant}E{exponent + digits.Length - significant.Length}");
    }
}
