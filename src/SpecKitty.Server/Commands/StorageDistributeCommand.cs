using System.CommandLine;
using SpecKitty.Server.Hosting.Configuration;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;

namespace SpecKitty.Server.Commands;

/// <summary>Spreads the tables of a PostgreSQL database over the nodes of its Citus cluster.</summary>
internal static class StorageDistributeCommand
{
    private const string Help =
        """
        Spreads the tables of a PostgreSQL database over the nodes of its Citus cluster, by project.

        It brings the schema up to date, makes what is shared a reference table on every node, and divides what belongs to projects by project_uuid.
        Stop the servers first: a table cannot be written to while it is distributed. What is done already is left as it is, so the command can be repeated,
        after an error and after an update that brings new tables.

        Example:
          SpecKitty.Server storage distribute --database 'Host=coordinator;Database=speckitty;Username=speckitty'

        Exit codes: 0 fine, 1 failure, 2 misuse or a fault in the configuration.
        """;

    public static Command Make(TimeProvider time)
    {
        var flags = ConfigurationFlags.OfStorage();
        var command = new Command("distribute", Help);
        flags.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => await flags.ReadOrTellAsync(parsed) is { } configuration
            ? await RunAsync(configuration.Get(ConfigurationKeys.Database), time, cancellationToken)
            : ExitCodes.Misuse);
        return command;
    }

    private static async Task<int> RunAsync(string? database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (database is null)
        {
            await Console.Error.WriteLineAsync("storage distribute is for PostgreSQL with Citus, and no database is configured: name one with --database. SQLite is one file on one machine.");
            return ExitCodes.Misuse;
        }

        try
        {
            await PostgresStore.DistributeAsync(database, time, Console.Error.WriteLine, cancellationToken);
            await Console.Error.WriteLineAsync("The tables are distributed.");
            return ExitCodes.Fine;
        }
        catch (Exception exception) when (StoreOpening.IsExplained(exception))
        {
            await Console.Error.WriteLineAsync($"The tables are not distributed: {exception.Message}");
            return ExitCodes.Failure;
        }
    }
}
