using System.Text.RegularExpressions;

namespace SpecKitty.Events.Schemas;

/// <summary>Compiles the patterns of schemas.</summary>
internal static class PatternCompiler
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    /// <summary>Compiles a pattern so that no text can keep it busy: in linear time, or else with a time limit that <see cref="PatternMatch"/> knows of.</summary>
    /// <exception cref="FormatException">The pattern is not one of ECMA-262, or uses something that is not supported.</exception>
    public static Regex Compile(string source)
    {
        var pattern = EcmaPattern.Translate(source);
        try
        {
            try
            {
                return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
            }
            catch (NotSupportedException)
            {
                // Back references and looking around need backtracking.
                return new Regex(pattern, RegexOptions.CultureInvariant, Limit);
            }
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }
}
