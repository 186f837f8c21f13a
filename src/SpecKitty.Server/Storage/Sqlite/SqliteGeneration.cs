using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>The generation of the logs of a database.</summary>
internal static class SqliteGeneration
{
    /// <summary>Reads the generation.</summary>
    /// <param name="connection">A database of the newest schema.</param>
    public static long Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT generation FROM log_generation";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Starts a new generation.</summary>
    /// <param name="connection">A database of the newest schema.</param>
    /// <param name="now">The time. Its milliseconds are the generation, so that a backup that is restored twice gets two different ones.</param>
    /// <returns>The generation.</returns>
    public static long Start(SqliteConnection connection, DateTimeOffset now)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE log_generation SET generation = MAX($now, generation + 1) RETURNING generation";
        command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Starts a new generation in a database that no server has open, whatever its schema version is.</summary>
    /// <param name="file">The database.</param>
    /// <param name="now">The time.</param>
    public static void Start(string file, DateTimeOffset now)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        SqliteMigrations.EnsureGeneration(connection);
        Start(connection, now);
    }
}
