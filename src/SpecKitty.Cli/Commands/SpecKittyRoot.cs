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

    /// <summary>The whole tree.</summary>
    public static RootCommand Create(CliContext context) => Create(context, []);

    /// <summary>As much of the tree as a command line needs: the one command that its first words name, else all that can stand there.</summary>
    /// <param name="context">The surroundings.</param>
    /// <param name="words">The command line.</param>
    public static RootCommand Create(CliContext context, IReadOnlyList<string> words)
    {
        var root = new RootCommand("Events of missions in which people and language models work together: emit, queue, sync, look.");
        CommandEntry.AddNamed(root, context, words.Count > 0 ? words[0] : null, words.Count > 1 ? words[1] : null, Commands);
        return root;
    }
}
