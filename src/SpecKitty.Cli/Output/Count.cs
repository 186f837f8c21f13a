using System.Globalization;

namespace SpecKitty.Cli.Output;

/// <summary>Writes a number with its noun.</summary>
internal static class Count
{
    /// <summary>Such as <c>1 line</c> or <c>12 lines</c>.</summary>
    public static string Of(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
