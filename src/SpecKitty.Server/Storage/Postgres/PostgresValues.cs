using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>How the server's values stand in PostgreSQL.</summary>
internal static class PostgresValues
{
    /// <summary>The columns that <see cref="Project"/> reads.</summary>
    public const string ProjectColumns = "project_uuid, team_slug, last_sequence, created_at, name, lamport_clock";

    public static PostgresValue Uuid(Guid? value) => Make(NpgsqlDbType.Uuid, value);

    public static PostgresValue Uuids(IEnumerable<Guid> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Uuid, values.ToArray());

    public static PostgresValue Text(string? value) => Make(NpgsqlDbType.Text, StoredText.Check(value));

    public static PostgresValue Texts(IEnumerable<string?> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Text, values.Select(StoredText.Check).ToArray());

    public static PostgresValue Number(long? value) => Make(NpgsqlDbType.Bigint, value);

    public static PostgresValue Numbers(IEnumerable<long> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Bigint, values.ToArray());

    public static PostgresValue Time(DateTimeOffset? value) => Make(NpgsqlDbType.TimestampTz, value is { } time ? Instant(time) : null);

    public static PostgresValue Times(IEnumerable<DateTimeOffset> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, values.Select(Instant).ToArray());

    public static PostgresValue Bytes(ReadOnlyMemory<byte> value) => Make(NpgsqlDbType.Bytea, Array(value));

    public static PostgresValue Blobs(IEnumerable<ReadOnlyMemory<byte>> values) => Make(NpgsqlDbType.Array | NpgsqlDbType.Bytea, values.Select(Array).ToArray());

    public static PostgresValue Flag(bool value) => Make(NpgsqlDbType.Boolean, value);

    public static DateTimeOffset Time(NpgsqlDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    /// <summary>The time to the millisecond, as every store keeps it.</summary>
    public static DateTime Instant(DateTimeOffset time) => StoreTime.Of(time).UtcDateTime;

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

    public static ProjectRecord Project(NpgsqlDataReader row)
        => new(row.GetGuid(0), row.GetString(1), row.GetInt64(2), Time(row, 3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt64(5));

    public static MissionRecord Mission(NpgsqlDataReader row)
        => new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), Time(row, 5));

    private static PostgresValue Make(NpgsqlDbType type, object? value) => new(type, value ?? DBNull.Value);

    /// <summary>The bytes as an array of exactly their length, copied only when they are a part of a larger one.</summary>
    private static byte[] Array(ReadOnlyMemory<byte> bytes)
        => MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToArray();
}
