using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Brings a database to the newest schema.</summary>
internal static class SqliteMigrations
{
    private const string Prefix = "migrations/sqlite/";
    private const string GenerationScript = "009_log_generation.sql";

    /// <summary>The schema version that this server makes.</summary>
    public static int NewestVersion => MigrationScript.Load(Prefix).Count;

    /// <summary>Runs the scripts that the database has not seen. Safe when several processes start at once: the first holds the write lock, the others find nothing left to do.</summary>
    /// <exception cref="StoreFormatException">The database has seen scripts that this build does not have.</exception>
    public static void Run(SqliteConnection connection, DateTimeOffset now)
    {
        var scripts = MigrationScript.Load(Prefix);
        Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            Execute(connection, "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)");
            var current = CurrentVersion(connection);
            MigrationScript.EnsureKnown(current, scripts);
            foreach (var (version, name, sql) in scripts.Skip(current))
            {
                Execute(connection, sql);
                using var note = connection.CreateCommand();
                note.CommandText = "INSERT INTO schema_versions (version, name, applied_at) VALUES ($version, $name, $now)";
                note.Parameters.AddWithValue("$version", version);
                note.Parameters.AddWithValue("$name", name);
                note.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
                note.ExecuteNonQuery();
            }

            Execute(connection, "COMMIT");
        }
        catch
        {
            Execute(connection, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Adds the generation of the logs to a database that may be of an older schema version. The version stays, and the script finds its table later.</summary>
    public static void EnsureGeneration(SqliteConnection connection)
        => Execute(connection, MigrationScript.Load(Prefix).Single(script => script.Name == GenerationScript).Sql);

    private static int CurrentVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(MAX(version), 0) FROM schema_versions";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from this assembly alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
