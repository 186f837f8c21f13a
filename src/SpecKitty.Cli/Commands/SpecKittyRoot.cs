using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>The root of the command line: every command stands here once.</summary>
internal static class SpecKittyRoot
{
    private static readonly CommandEntry[] Commands =
    [
        new("auth", CommandGroups.Auth),
        new("init", InitCommand.Create),
        new("project", CommandGroups.Project),
        new("wp", CommandGroups.WorkPackage),
        new("feature", CommandGroups.Feature),
        new("error", CommandGroups.Error),
        new("emit", EmitCommand.Create),
        new("sync", CommandGroups.Sync),
        new("mission", CommandGroups.Mission),
        new("events", ContractCommands.Events),
        new("schema", ContractCommands.Schema),
        new("conformance", ContractCommands.Conformance),
        new("completion", CompletionCommand.Create),
    ];

    private const string ProgramName = "spec-kitty";
    private const string Description = "Events of missions in which people and language models work together: emit, queue, sync, look.";

    /// <summary>The whole tree.</summary>
    public static RootCommand Create(CliContext context)
    {
        var root = new RootCommand(Description);
        CommandEntry.AddNamed(root, context, word: null, further: null, Commands);
        return root;
    }

    /// <summary>As much of the tree as a command line needs: the one command that its first words name, else all of it.</summary>
    /// <param name="context">The surroundings.</param>
    /// <param name="words">The command line.</param>
    public static Command Create(CliContext context, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return Create(context);
        }

        // The parser's own root knows help, version and completion, and takes as long to make as all the rest of a short command.
        var root = AskForHelp(words) ? new RootCommand(Description) : new Command(ProgramName, Description);
        return CommandEntry.AddNamed(root, context, words[0], words.Count > 1 ? words[1] : null, Commands) ? root : Create(context);
    }

    private static bool AskForHelp(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            // The words that the parser takes for a request for help. Taking another one for it too, such as a value, does no harm.
            if (words[at] is "-h" or "/h" or "-?" or "/?" || words[at].StartsWith("--help", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
