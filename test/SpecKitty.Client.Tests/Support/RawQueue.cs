using Microsoft.Data.Sqlite;
using SpecKitty.Sqlite;

namespace SpecKitty.Client.Tests.Support;

/// <summary>Reaches into the database file past the queue, as damage and other programs do.</summary>
public static class RawQueue
{
    public static void Run(string path, string statement)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    public static string? Text(string path, string query)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return command.ExecuteScalar()?.ToString();
    }

    /// <summary>Keeps everybody else from writing until it is disposed.</summary>
    public static IDisposable HoldForWriting(string path)
    {
        var connection = Connect(path);
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }

    private static SqliteConnection Connect(string path)
    {
        SystemSqlite.Register();
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
