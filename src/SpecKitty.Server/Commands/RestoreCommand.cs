using System.CommandLine;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;

namespace SpecKitty.Server.Commands;

/// <summary>Puts a copy of the database in its place.</summary>
internal static class RestoreCommand
{
    private const string Help =
        """
        Puts a backup in the place of the SQLite database, while no server runs on it.

        The backup is checked from end to end first. The database that was there stays beside it, under a name with the time.
        The logs get a new generation, so that readers that have read further than the backup start over and miss nothing.

        Example:
          SpecKitty.Server restore /backup/speckitty-monday.db --data /var/lib/speckitty

        Exit codes: 0 fine, 1 failure, 2 misuse or a fault in the configuration.
        """;

    public static Command Make(TimeProvider time)
    {
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var flags = ConfigurationFlags.OfStorage();
        var command = new Command("restore", Help) { file };
        flags.AddTo(command);
        command.SetAction(async (parsed, _) => await StorageCommand.FindDataFolderAsync(flags, parsed, "restore") is { } folder
            ? await RunAsync(folder, Path.GetFullPath(parsed.GetValue(file)!), time)
            : ExitCodes.Misuse);
        return command;
    }

    private static async Task<int> RunAsync(string dataDirectory, string file, TimeProvider time)
    {
        if (!File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"There is no file {file}.");
            return ExitCodes.Misuse;
        }

        try
        {
            var (restored, kept) = SqliteRestore.Run(file, dataDirectory, time.GetUtcNow());
            await Console.Error.WriteLineAsync($"Restored {restored.Events} events of {restored.Projects} projects, schema version {restored.SchemaVersion}, to {dataDirectory}.");
            await Console.Error.WriteLineAsync(kept is null ? "There was no database before." : $"The database before is {kept}.");
            return ExitCodes.Fine;
        }
        catch (Exception exception) when (exception is StoreFormatException or DllNotFoundException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Nothing was restored: {exception.Message}");
            return ExitCodes.Failure;
        }
    }
}
