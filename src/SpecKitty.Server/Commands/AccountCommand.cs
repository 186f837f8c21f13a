using System.CommandLine;
using SpecKitty.Server.Hosting.Configuration;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>What the commands share that look after users, teams, tokens and keys: they work on the store itself, whether a server runs on it or not.</summary>
internal static class AccountCommand
{
    /// <summary>How many rows a command asks the store for at once.</summary>
    public const int Page = 500;

    /// <summary>Makes a command.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="help">What it does, with an example.</param>
    /// <param name="symbols">Its arguments and options, without those that say where the data is.</param>
    /// <param name="time">The clock of this machine.</param>
    /// <param name="run">Does it by the clock of the store, and returns the exit code.</param>
    public static Command Make(string name, string help, IEnumerable<Symbol> symbols, TimeProvider time, Func<ParseResult, IServerStore, TimeProvider, CancellationToken, Task<int>> run)
        => MakePrepared(name, help, symbols, time, _ => Task.FromResult<string?>(""), (parsed, store, clock, _, cancellationToken) => run(parsed, store, clock, cancellationToken));

    /// <summary>Makes a command that takes a new password from standard input, before it touches the store.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="help">What it does, with an example.</param>
    /// <param name="symbols">Its arguments and options, without the password and those that say where the data is.</param>
    /// <param name="time">The clock of this machine.</param>
    /// <param name="run">Does it with the password by the clock of the store, and returns the exit code.</param>
    public static Command MakeWithPassword(
        string name,
        string help,
        IEnumerable<Symbol> symbols,
        TimeProvider time,
        Func<ParseResult, IServerStore, TimeProvider, string, CancellationToken, Task<int>> run)
        => MakePrepared(name, help, [.. symbols, AccountSymbols.PasswordFromInput()], time, AccountSymbols.ReadPasswordOrTellAsync, run);

    private static Command MakePrepared(
        string name,
        string help,
        IEnumerable<Symbol> symbols,
        TimeProvider time,
        Func<CancellationToken, Task<string?>> readInput,
        Func<ParseResult, IServerStore, TimeProvider, string, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, help);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        var flags = ConfigurationFlags.OfStorage();
        flags.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => await flags.ReadOrTellAsync(parsed) is { } configuration && await readInput(cancellationToken) is { } input
            ? await RunAsync(configuration, time, (store, clock) => run(parsed, store, clock, input, cancellationToken))
            : ExitCodes.Misuse);
        return command;
    }

    /// <summary>Tells what went wrong.</summary>
    public static async Task<int> FailAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return ExitCodes.Failure;
    }

    /// <summary>Tells what was done.</summary>
    public static async Task<int> DoneAsync(string what)
    {
        await Console.Error.WriteLineAsync(what);
        return ExitCodes.Fine;
    }

    /// <summary>Finds a user by name.</summary>
    /// <returns>Null when there is none, and that has been told.</returns>
    public static async Task<UserRecord?> FindUserOrTellAsync(IServerStore store, string name, CancellationToken cancellationToken)
    {
        var user = await store.Accounts.FindByNameAsync(name, cancellationToken);
        if (user is null)
        {
            await Console.Error.WriteLineAsync($"There is no user {name}: user list shows who there is.");
        }

        return user;
    }

    private static async Task<int> RunAsync(ServerConfiguration configuration, TimeProvider time, Func<IServerStore, TimeProvider, Task<int>> run)
    {
        try
        {
            var options = configuration.ToOptions();
            await using var store = await StoreOpening.OpenAsync(options.DataDirectory, options.Database, options.AppendQueue, time);
            return await run(store, await StoreClock.MeasureAsync(time, store.Health));
        }
        catch (Exception exception) when (StoreOpening.IsExplained(exception))
        {
            return await FailAsync($"The data cannot be used: {exception.Message}");
        }
    }
}
