using System.Globalization;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Puts a copy of a database in the place of the one that a data folder has, with a new generation of the logs.</summary>
internal static class SqliteRestore
{
    // With its log, a database that was not closed is still complete.
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>Restores a data folder, while no server has it.</summary>
    /// <param name="copy">The copy; it is checked first and not changed.</param>
    /// <param name="dataDirectory">The folder; made when it is missing.</param>
    /// <param name="now">Names what was there before, and the generation of the logs.</param>
    /// <returns>What the folder holds now, and where the database before is; null when there was none.</returns>
    /// <exception cref="StoreFormatException">The copy is damaged, no database of this server, or of a newer one. Nothing has changed then.</exception>
    /// <exception cref="IOException">A server has the folder, or a file cannot be written.</exception>
    public static (SqliteSummary Restored, string? Kept) Run(string copy, string dataDirectory, DateTimeOffset now)
    {
        SqliteSummary.Read(copy);
        DataFolder.Create(dataDirectory);
        using var claim = DataFolderLock.Take(dataDirectory);
        var database = Path.Combine(dataDirectory, SqliteStore.FileName);
        var arriving = $"{database}.arriving";
        if (FileIdentity.AreSame(copy, arriving))
        {
            throw new StoreFormatException($"{copy} is what a restore that did not finish has left, and the next restore writes there: move it to another folder first.");
        }

        File.Delete(arriving);
        var restored = SqliteBackup.Write(copy, arriving);
        SqliteGeneration.Start(arriving, now);
        var kept = KeepPrevious(database, now);
        File.Move(arriving, database);
        return (restored, kept);
    }

    private static string? KeepPrevious(string database, DateTimeOffset now)
    {
        if (!File.Exists(database))
        {
            return null;
        }

        var name = $"{database}.before-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var kept = name;
        for (var i = 2; File.Exists(kept); i++)
        {
            kept = $"{name}-{i}";
        }

        foreach (var part in Parts.Where(part => File.Exists(database + part)))
        {
            File.Move(database + part, kept + part);
        }

        return kept;
    }
}
