using System.CommandLine;

namespace SpecKitty.Cli.Output;

/// <summary>Explains a command line that could not be understood: the faults, the bad word marked, and where to look.</summary>
internal static class ParseComplaint
{
    /// <summary>Writes the explanation and gives the exit code.</summary>
    public static int Write(ParseResult parse, IReadOnlyList<string> words, TextWriter error)
    {
        var messages = parse.Errors.Select(fault => fault.Message).Distinct().ToList();
        if (parse.UnmatchedTokens is [var stray, ..])
        {
            // A word that is not understood explains also why something else seems to be missing.
            error.WriteLine($"error: {messages.Find(message => message.Contains(stray, StringComparison.Ordinal)) ?? messages[0]}");
            DrawCaret(stray, words, error);
        }
        else
        {
            messages.ForEach(message => error.WriteLine($"error: {message}"));
        }

        error.WriteLine($"  fix: See '{PathOf(parse.CommandResult.Command)} --help'.");
        return ExitCodes.Misuse;
    }

    private static void DrawCaret(string stray, IReadOnlyList<string> words, TextWriter error)
    {
        var line = "spec-kitty";
        foreach (var word in words)
        {
            var start = line.Length + 1;
            line += " " + word;
            if (word == stray)
            {
                error.WriteLine($"  {line}");
                error.WriteLine($"  {new string(' ', start)}{new string('^', word.Length)}");
                return;
            }
        }
    }

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
