using System.CommandLine;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;

namespace SpecKitty.Server.Commands;

/// <summary>Copies the database, whether the server runs or not.</summary>
internal static class BackupCommand
{
    private const string Help =
        """
        Copies the SQLite database to a file, whether the server runs or not.

        The copy is the database at one moment, checked from end to end, readable by its owner only. It holds password hashes and signing keys: keep it like the database.

        Example:
          SpecKitty.Server backup /backup/speckitty-monday.db --data /var/lib/speckitty

        A PostgreSQL database is backed up with its own tools; see docs/guide/operations.md.
        Exit codes: 0 fine, 1 failure, 2 misuse or a fault in the configuration.
        """;

    public static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write." };
        var force = new Option<bool>("--force") { Description = "Replace the file when it exists." };
        var flags = ConfigurationFlags.OfStorage();
        var command = new Command("backup", Help) { file, force };
        flags.AddTo(command);
        command.SetAction(async (parsed, _) => await StorageCommand.FindDataFolderAsync(flags, parsed, "backup") is { } folder
            ? await RunAsync(folder, Path.GetFullPath(parsed.GetValue(file)!), parsed.GetValue(force))
            : ExitCodes.Misuse);
        return command;
    }

    private static async Task<int> RunAsync(string dataDirectory, string file, bool isForced)
    {
        var database = Path.Combine(Path.GetFullPath(dataDirectory), SqliteStore.FileName);
        if (!File.Exists(database))
        {
            await Console.Error.WriteLineAsync($"There is nothing to back up: {dataDirectory} has no database. Name the data folder with --data.");
            return ExitCodes.Failure;
        }

        if (IsPartOfDataFolder(file, database))
        {
            await Console.Error.WriteLineAsync($"{file} is the database itself or looks like a part of it: choose another name or folder.");
            return ExitCodes.Misuse;
        }

        if (Path.Exists(file) && !isForced)
        {
            await Console.Error.WriteLineAsync($"{file} exists: choose another name, or replace it with --force.");
            return ExitCodes.Misuse;
        }

        // The name is taken only by a copy that is whole.
        var arriving = $"{file}.arriving-{Environment.ProcessId}";
        try
        {
            var summary = SqliteBackup.Write(database, arriving);
            Move(arriving, file, isForced);
            await Console.Error.WriteLineAsync($"Copied {summary.Events} events of {summary.Projects} projects, schema version {summary.SchemaVersion}, to {file}; the copy is whole.");
            return ExitCodes.Fine;
        }
        catch (Exception exception) when (exception is StoreFormatException or DllNotFoundException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The backup failed: {exception.Message}");
            return ExitCodes.Failure;
        }
    }

    // What matters is which file it is, not by which links, mounts or names the path leads there.
    private static bool IsPartOfDataFolder(string file, string database)
    {
        var folder = Path.GetDirectoryName(database)!;
        var name = Path.GetFileName(file);
        return (name.StartsWith(SqliteStore.FileName, StringComparison.OrdinalIgnoreCase) && FileIdentity.AreSame(Path.GetDirectoryName(file)!, folder))
            || Directory.EnumerateFiles(folder, "speckitty.*").Any(part => FileIdentity.AreSame(part, file));
    }

    private static void Move(string arriving, string file, bool isForced)
    {
        try
        {
            File.Move(arriving, file, isForced);
        }
        catch
        {
            File.Delete(arriving);
            throw;
        }
    }
}
