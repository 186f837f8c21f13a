using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SpecKitty.Server.Commands;

/// <summary>Writes the help of a command. Of the commands below it, it shows what they do and leaves their examples to their own help.</summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private const int Width = 110;

    private readonly HelpAction _parserHelp = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command line this help.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new CommandHelp();
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        foreach (var command in parseResult.CommandResult.Command.Subcommands)
        {
            command.Description = command.Description?.Split('\n')[0];
        }

        return _parserHelp.Invoke(parseResult);
    }
}
