using System.Globalization;
using Microsoft.Data.Sqlite;
using SpecKitty.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>What a database file holds.</summary>
/// <param name="SchemaVersion">The version of its schema.</param>
/// <param name="Projects">How many projects.</param>
/// <param name="Events">How many events.</param>
internal sealed record SqliteSummary(int SchemaVersion, long Projects, long Events)
{
    private const int NotADatabase = 26;

    /// <summary>Checks a file from end to end and counts what it holds.</summary>
    /// <param name="file">The file; it is not changed.</param>
    /// <exception cref="StoreFormatException">The file is damaged, no database of this server, or of a newer one.</exception>
    public static SqliteSummary Read(string file)
    {
        SystemSqlite.Register();
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            if (Ask(connection, "PRAGMA integrity_check(1)") is not "ok" and var found)
            {
                throw new StoreFormatException($"{file} is damaged: {found}");
            }

            if (Ask(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('schema_versions', 'events', 'projects')") is not 3L)
            {
                throw new StoreFormatException($"{file} is an SQLite database, and not one of this server.");
            }

            var version = Count(connection, "SELECT COALESCE(MAX(version), 0) FROM schema_versions");
            if (version > SqliteMigrations.NewestVersion)
            {
                throw new StoreFormatException($"{file} has schema version {version}, and this server knows {SqliteMigrations.NewestVersion}: use the server version that wrote it, or a newer one.");
            }

            return new SqliteSummary((int)version, Count(connection, "SELECT COUNT(*) FROM projects"), Count(connection, "SELECT COUNT(*) FROM events"));
        }
        catch (SqliteException exception)
        {
            throw new StoreFormatException(
                exception.SqliteErrorCode == NotADatabase ? $"{file} is not an SQLite database." : $"{file} cannot be read: {exception.Message}",
                exception);
        }
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from this file alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    private static long Count(SqliteConnection connection, string sql) => Convert.ToInt64(Ask(connection, sql), CultureInfo.InvariantCulture);
}
