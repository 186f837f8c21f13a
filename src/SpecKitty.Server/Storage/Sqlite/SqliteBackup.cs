using Microsoft.Data.Sqlite;
using SpecKitty.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Copies a database while servers and commands work on it.</summary>
internal static class SqliteBackup
{
    /// <summary>Copies a database as it is at one moment, and checks the copy.</summary>
    /// <param name="database">The database.</param>
    /// <param name="copy">The file to write, for its owner only; it must not exist.</param>
    /// <returns>What the copy holds.</returns>
    /// <exception cref="StoreFormatException">The database is none of this server's, or the copy is damaged; no copy is left then.</exception>
    public static SqliteSummary Write(string database, string copy)
    {
        SystemSqlite.Register();
        if (!DataFolder.TryCreateFile(copy))
        {
            throw new IOException($"{copy} exists already.");
        }

        try
        {
            using (var source = Open(database))
            using (var target = Open(copy))
            {
                source.BackupDatabase(target);

                // One file, complete in itself. A server that opens it turns its log on again.
                Execute(target, "PRAGMA journal_mode = DELETE");
            }

            return SqliteSummary.Read(copy);
        }
        catch (SqliteException exception)
        {
            Delete(copy);
            throw new StoreFormatException($"{database} cannot be copied: {exception.Message}", exception);
        }
        catch
        {
            Delete(copy);
            throw;
        }
    }

    /// <summary>Deletes a copy that is not whole, with the journal that SQLite leaves beside it when it cannot roll back.</summary>
    private static void Delete(string copy)
    {
        foreach (var part in (string[])["", "-journal", "-wal", "-shm"])
        {
            File.Delete(copy + part);
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from this file alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
