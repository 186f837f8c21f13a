using Microsoft.Data.Sqlite;

namespace SpecKitty.Crash.Checking;

/// <summary>Asks SQLite itself whether a database file is sound.</summary>
internal static class DatabaseFile
{
    /// <summary>What <c>PRAGMA integrity_check</c> finds.</summary>
    /// <returns>A finding; null when the file is sound.</returns>
    public static string? Fault(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        return check.ExecuteScalar() is "ok" ? null : $"{path} is damaged: {check.ExecuteScalar()}";
    }
}
