using System.CommandLine;

namespace SpecKitty.Server.Commands;

/// <summary>The server's command line.</summary>
internal static class ServerCommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="time">Tells the time.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, TimeProvider time)
    {
        var parsed = Make(time).Parse(arguments);
        if (parsed.Errors.Count == 0)
        {
            // The server listens to signals by itself and takes as long to stop as it was told; a command that is interrupted just ends.
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = parsed.CommandResult.Command is RootCommand ? null : TimeSpan.FromSeconds(2) });
        }

        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("See --help for what there is, with examples.");
        return ExitCodes.Misuse;
    }

    private static RootCommand Make(TimeProvider time)
    {
        var root = ServeCommand.Make(time);
        root.Subcommands.Add(Group("user", "Looks after who may sign in.", UserAddCommand.Make(time), UserListCommand.Make(time), UserPasswordCommand.Make(time), UserRoleCommand.Make(time), UserRemoveCommand.Make(time)));
        root.Subcommands.Add(Group("team", "Shows the teams.", TeamListCommand.Make(time)));
        root.Subcommands.Add(Group("token", "Looks after personal access tokens, for automation.", TokenAddCommand.Make(time), TokenListCommand.Make(time), TokenRevokeCommand.Make(time)));
        root.Subcommands.Add(Group("webhook", "Looks after webhooks, which send what happens elsewhere.", WebhookAddCommand.Make(time), WebhookListCommand.Make(time), WebhookRemoveCommand.Make(time)));
        root.Subcommands.Add(Group("keys", "Looks after the keys that tokens are signed with.", KeysListCommand.Make(time), KeysRotateCommand.Make(time)));
        root.Subcommands.Add(Group("storage", "Looks after the database.", StorageDistributeCommand.Make(time), StorageGenerationCommand.Make(time)));
        root.Subcommands.Add(ConfigCommand.Make());
        root.Subcommands.Add(BackupCommand.Make());
        root.Subcommands.Add(RestoreCommand.Make(time));
        CommandHelp.AddTo(root);
        return root;
    }

    private static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
        {
            group.Subcommands.Add(command);
        }

        return group;
    }
}
