using System.CommandLine;
using SpecKitty.Server.Hosting;

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

    /// <summary>The option that both commands share.</summary>
    public static Option<string> DataOption() => new("--data")
    {
        Description = "The folder of the database and the signing key; made when it is missing, readable by its owner only.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ServerOptions.DefaultDataDirectory,
    };

    private static RootCommand Make(TimeProvider time)
    {
        var root = ServeCommand.Make(time);
        var user = new Command("user", "Looks after who may sign in.");
        user.Subcommands.Add(UserAddCommand.Make(time));
        root.Subcommands.Add(user);
        root.Subcommands.Add(ConfigCommand.Make());
        root.Subcommands.Add(BackupCommand.Make());
        root.Subcommands.Add(RestoreCommand.Make(time));
        CommandHelp.AddTo(root);
        return root;
    }
}
