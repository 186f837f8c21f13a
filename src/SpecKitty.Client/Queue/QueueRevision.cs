using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>A number in the file that changes when rows of before become due again: no newer row tells of that.</summary>
/// <remarks>It is the file's <c>user_version</c>, which costs no table and is read with the first page.</remarks>
internal static class QueueRevision
{
    /// <summary>Reads it.</summary>
    public static long Read(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Raises it, within a transaction that is taken for writing. After the greatest it begins anew.</summary>
    public static void Raise(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var next = Read(connection) % int.MaxValue + 1;
#pragma warning disable CA2100 // The value is a number; a pragma takes no parameters.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {next}");
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
