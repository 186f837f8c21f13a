using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using SpecKitty.Cli.Commands;

namespace SpecKitty.Cli.Output;

/// <summary>Writes the help of a command: what the parser knows, then examples and exit codes.</summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private const int Width = 110;

    private readonly HelpAction _parserHelp = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        WriteParserHelp(parseResult, output);
        if (parseResult.CommandResult.Command is DocumentedCommand command)
        {
            WriteExamples(command, output);
            WriteExitCodes(command.ExitCodes.Append(ExitCodes.Fine).Append(ExitCodes.Misuse), output);
        }
        else if (parseResult.CommandResult.Command is RootCommand)
        {
            WriteExitCodes(ExitCodes.All, output);
        }

        return ExitCodes.Fine;
    }

    /// <summary>The width is fixed, and the program goes by its own name whatever hosts it, so that the text is the same everywhere.</summary>
    private void WriteParserHelp(ParseResult parseResult, TextWriter output)
    {
        using var text = new StringWriter { NewLine = "\n" };
        parseResult.InvocationConfiguration.Output = text;
        _parserHelp.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(text.ToString().Replace($"\n  {RootCommand.ExecutableName} ", "\n  spec-kitty ", StringComparison.Ordinal));
    }

    private static void WriteExamples(DocumentedCommand command, TextWriter output)
    {
        if (command.Examples.Count == 0)
        {
            return;
        }

        output.WriteLine("Examples:");
        foreach (var example in command.Examples)
        {
            output.WriteLine($"  {example.Line}");
            output.WriteLine($"      {example.Meaning}");
        }

        output.WriteLine();
    }

    private static void WriteExitCodes(IEnumerable<int> codes, TextWriter output)
    {
        output.WriteLine("Exit codes:");
        foreach (var code in codes.Distinct().Order())
        {
            output.WriteLine($"  {code,-3} {ExitCodes.Meaning(code)}");
        }

        output.WriteLine();
    }
}
