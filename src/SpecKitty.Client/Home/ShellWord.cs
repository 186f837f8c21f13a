using System.Globalization;
using System.Text;

namespace SpecKitty.Client.Home;

/// <summary>Writes a path or another word into a command that a message tells to run, so that a shell takes it for that one word.</summary>
internal static class ShellWord
{
    /// <summary>The word in quotes: those of POSIX shells, or on Windows those of PowerShell.</summary>
    /// <remarks>A word with a line break or another control character takes the form <c>$'...'</c>, which bash, zsh, ksh and fish's <c>bash -c</c> know, so that it stays on one line.</remarks>
    public static string Quote(string word) =>
        OperatingSystem.IsWindows() ? $"'{word.Replace("'", "''", StringComparison.Ordinal)}'"
        : word.Any(char.IsControl) ? Escaped(word)
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Escaped(string word)
    {
        var text = new StringBuilder("$'");
        foreach (var unit in word)
        {
            _ = unit switch
            {
                '\'' or '\\' => text.Append('\\').Append(unit),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                _ when char.IsControl(unit) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => text.Append(unit),
            };
        }

        return text.Append('\'').ToString();
    }
}
