using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>How the server's values stand in SQLite.</summary>
internal static class SqliteValues
{
    public static byte[] Key(Guid project) => project.ToByteArray(bigEndian: true);

    public static Guid Project(SqliteDataReader row, int column) => new((byte[])row.GetValue(column), bigEndian: true);

    public static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(SqliteDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    /// <summary>The bytes as an array of exactly their length, copied only when they are a part of a larger one.</summary>
    public static byte[] Blob(ReadOnlyMemory<byte> bytes)
        => MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToArray();

    public static string Role(TeamRole role) => role switch
    {
        TeamRole.Admin => "admin",
        TeamRole.Member => "member",
        _ => "viewer",
    };

    public static TeamRole Role(string text) => text switch
    {
        "admin" => TeamRole.Admin,
        "member" => TeamRole.Member,
        _ => TeamRole.Viewer,
    };

    public static StoredEvent StoredEvent(SqliteDataReader row)
        => new(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.GetInt64(4), Time(row, 5), row.GetString(6), (byte[])row.GetValue(7));

    public static RemovedHeartbeat RemovedHeartbeat(SqliteDataReader row)
        => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), Time(row, 7), row.GetString(8));

    public static ProjectRecord ProjectRecord(SqliteDataReader row)
        => new(Project(row, 0), row.GetString(1), row.GetInt64(2), Time(row, 3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt64(5));

    public static MissionRecord Mission(SqliteDataReader row)
        => new(Project(row, 0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), Time(row, 5));
}
