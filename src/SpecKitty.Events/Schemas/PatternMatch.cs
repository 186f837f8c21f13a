using System.Text.RegularExpressions;

namespace SpecKitty.Events.Schemas;

/// <summary>Asks patterns of <see cref="PatternCompiler"/> whether texts match.</summary>
internal static class PatternMatch
{
    // The limit of a pattern counts the time that its thread waits for its turn, too. No pause comes upon every one of so many short tries; a pattern that is too much work takes too long in each.
    private const int Tries = 4;

    /// <summary>Whether a text matches. A match that is too much work counts as none.</summary>
    public static bool IsFound(Regex pattern, ReadOnlySpan<char> text)
    {
        for (var tries = 1; tries <= Tries; tries++)
        {
            try
            {
                return pattern.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                // Once more.
            }
        }

        return false;
    }
}
