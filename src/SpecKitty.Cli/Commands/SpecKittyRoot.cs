using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>The root of the command line: every command stands here once.</summary>
internal static class SpecKittyRoot
{
    private static readonly (string Name, Func<CliContext, Command> Create)[] Commands =
    [
        ("auth", CommandGroups.Auth),
        ("init", InitCommand.Create),
        ("project", CommandGroups.Project),
        ("wp", CommandGroups.WorkPackage),
        ("feature", CommandGroups.Feature),
        ("error", CommandGroups.Error),
        ("emit", EmitCommand.Create),
        ("sync", CommandGroups.Sync),
        ("mission", CommandGroups.Mission),
        ("events", ContractCommands.Events),
        ("schema", ContractCommands.Schema),
        ("conformance", ContractCommands.Conformance),
        ("completion", CompletionCommand.Create),
    ];

    /// <summary>The whole tree.</summary>
    public static RootCommand Create(CliContext context) => Create(context, []);

    /// <summary>As much of the tree as a command line needs: the one command that its first word names, else all of it.</summary>
    /// <param name="context">The surroundings.</param>
    /// <param name="words">The command line.</param>
    public static RootCommand Create(CliContext context, IReadOnlyList<string> words)
    {
        var root = new RootCommand("Events of missions in which people and language models work together: emit, queue, sync, look.");
        var named = words.Count > 0 ? Array.FindIndex(Commands, command => command.Name == words[0]) : -1;
        foreach (var (_, create) in named < 0 ? Commands : Commands.AsSpan(named, 1))
        {
            root.Add(create(context));
        }

        return root;
    }
}
