using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>The root of the command line: every command stands here once.</summary>
internal static class SpecKittyRoot
{
    public static RootCommand Create(CliContext context)
    {
        var root = new RootCommand("Events of missions in which people and language models work together: emit, queue, sync, look.");
        foreach (var command in Commands(context))
        {
            root.Add(command);
        }

        return root;
    }

    private static IEnumerable<Command> Commands(CliContext context) =>
    [
        CommandGroups.Auth(context),
        InitCommand.Create(context),
        CommandGroups.Project(context),
        CommandGroups.WorkPackage(context),
        CommandGroups.Feature(context),
        CommandGroups.Error(context),
        EmitCommand.Create(context),
        CommandGroups.Sync(context),
        CommandGroups.Mission(context),
        ContractCommands.Events(context),
        ContractCommands.Schema(context),
        ContractCommands.Conformance(context),
    ];
}
