using System.CommandLine;
using System.Globalization;

namespace SpecKitty.Server.Commands;

/// <summary>Starts a new generation of the logs, after a database was set back.</summary>
internal static class StorageGenerationCommand
{
    private const string Help =
        """
        Starts a new generation of the logs, after the database was set back to an earlier state by other tools than the restore command.

        Run it after every pg_restore, recovery to a point in time, or copy of a database file into its place, while no server runs and before the first one starts.
        Readers that have read further than the restored database then start over, and miss nothing of what is written from now on.
        The restore command does the same by itself. Running it again is harmless: readers start over once more.

        Example:
          SpecKitty.Server storage new-generation --database 'Host=db;Database=speckitty;Username=speckitty'

        Exit codes: 0 fine, 1 failure, 2 misuse or a fault in the configuration.
        """;

    public static Command Make(TimeProvider time) => AccountCommand.Make(
        "new-generation",
        Help,
        [],
        time,
        async (_, store, clock, cancellationToken) =>
        {
            var generation = await store.Log.StartGenerationAsync(clock.GetUtcNow(), cancellationToken);
            return await AccountCommand.DoneAsync(string.Create(CultureInfo.InvariantCulture, $"The logs are of generation {generation} now. A server that is running must be restarted."));
        });
}
