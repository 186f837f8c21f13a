using System.CommandLine;
using System.Text.RegularExpressions;

namespace SpecKitty.Cli.Output;

/// <summary>Explains a command line that could not be understood: the faults, the bad word marked, and where to look.</summary>
internal static partial class ParseComplaint
{
    /// <summary>Writes the explanation and gives the exit code.</summary>
    public static int Write(ParseResult parse, IReadOnlyList<string> words, TextWriter error)
    {
        var messages = parse.Errors.Select(fault => WithoutTypeNames(OnOneLine(fault.Message))).Distinct().ToList();
        if (parse.UnmatchedTokens is [var stray, ..])
        {
            // A word that is not understood explains also why something else seems to be missing.
            messages = [messages.Find(message => Names(message, stray)) ?? messages[0]];
        }

        foreach (var message in messages)
        {
            error.WriteLine($"error: {message}");
        }

        DrawCaret(words, messages, error);
        error.WriteLine($"  fix: See '{PathOf(parse.CommandResult.Command)} --help'.");
        return ExitCodes.Misuse;
    }

    /// <summary>Draws the command line with a mark under the first word that a message quotes.</summary>
    private static void DrawCaret(IReadOnlyList<string> words, List<string> messages, TextWriter error)
    {
        var line = "spec-kitty";
        string? mark = null;
        foreach (var word in words)
        {
            if (mark is null && messages.Exists(message => Names(message, word)))
            {
                mark = new string(' ', line.Length + 1) + new string('^', word.Length);
            }

            line += " " + word;
        }

        if (mark is not null && !line.Contains('\n'))
        {
            error.WriteLine($"  {line}");
            error.WriteLine($"  {mark}");
        }
    }

    /// <summary>A command that the message only quotes to say what it lacks is not the bad word.</summary>
    private static bool Names(string message, string word) =>
        message.Contains($"'{word}'", StringComparison.Ordinal) && !message.EndsWith($": '{word}'.", StringComparison.Ordinal);

    /// <summary>The parser names the types of the program; the reader knows what kind of value is meant.</summary>
    private static string WithoutTypeNames(string message) => ExpectedType().Replace(message, found => found.Groups["type"].Value switch
    {
        var type when type.Contains("Int", StringComparison.Ordinal) => ": it is not an integer, or too large",
        var type when type.Contains("Double", StringComparison.Ordinal) || type.Contains("Decimal", StringComparison.Ordinal) => ": it is not a number",
        var type when type.Contains("Boolean", StringComparison.Ordinal) => ": it is neither true nor false",
        var type when type.Contains("Guid", StringComparison.Ordinal) => ": it is not a UUID",
        _ => ": it is not a value of this kind",
    });

    [GeneratedRegex(@" as expected type '(?<type>[^']*)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ExpectedType();

    private static string OnOneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string PathOf(Command command)
    {
        var names = new Stack<string>();
        for (Symbol? symbol = command; symbol is not null; symbol = symbol.Parents.FirstOrDefault())
        {
            names.Push(symbol is RootCommand ? "spec-kitty" : symbol.Name);
        }

        return string.Join(' ', names);
    }
}
