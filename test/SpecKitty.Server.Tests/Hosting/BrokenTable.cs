using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>Breaks the database of a server that runs, so that what it reads fails as a damaged file does.</summary>
internal static class BrokenTable
{
    /// <summary>Takes a table away.</summary>
    public static Task TakeAwayAsync(RunningServer server, string table) => RunAsync(server, $"ALTER TABLE {table} RENAME TO {table}_away");

    /// <summary>Puts it back.</summary>
    public static Task PutBackAsync(RunningServer server, string table) => RunAsync(server, $"ALTER TABLE {table}_away RENAME TO {table}");

    /// <summary>Makes the events of a mission unreadable.</summary>
    public static Task DamageAsync(RunningServer server, string missionId) => RunAsync(server, $"UPDATE events SET envelope = X'7B' WHERE mission_id = '{missionId}'");

    /// <summary>Lets nothing be deleted from a table.</summary>
    public static Task RefuseDeletesAsync(RunningServer server, string table)
        => RunAsync(server, $"CREATE TRIGGER refuse BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END");

    private static async Task RunAsync(RunningServer server, string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "speckitty.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and missions of the tests.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
