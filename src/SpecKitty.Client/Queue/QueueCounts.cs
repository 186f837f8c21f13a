using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>Counts undelivered rows by what they have in common.</summary>
internal static class QueueCounts
{
    private const string Undelivered = "FROM events INDEXED BY events_undelivered WHERE state <> 'delivered'";

    public static IReadOnlyList<AttemptCount> ByAttempts(SqliteConnection connection) => Read(
        connection,
        $"SELECT attempts, count(*) {Undelivered} GROUP BY attempts ORDER BY attempts LIMIT $most",
        int.MaxValue,
        reader => new AttemptCount(reader.GetInt32(0), reader.GetInt64(1)));

    public static IReadOnlyList<NameCount> ByType(SqliteConnection connection, int most) => Read(
        connection,
        $"SELECT event_type, count(*) {Undelivered} GROUP BY event_type ORDER BY count(*) DESC, event_type LIMIT $most",
        most,
        reader => new NameCount(reader.GetString(0), reader.GetInt64(1)));

    public static IReadOnlyList<NameCount> ByProject(SqliteConnection connection) => Read(
        connection,
        $"SELECT project_uuid, count(*) {Undelivered} GROUP BY project_uuid ORDER BY count(*) DESC, project_uuid LIMIT $most",
        int.MaxValue,
        reader => new NameCount(reader.GetString(0), reader.GetInt64(1)));

    public static IReadOnlyList<ReasonCount> ByReason(SqliteConnection connection, int most) => Read(
        connection,
        $"""
        SELECT category, reason, count(*) {Undelivered} AND category IS NOT NULL AND reason IS NOT NULL
        GROUP BY category, reason ORDER BY count(*) DESC, category, reason LIMIT $most
        """,
        most,
        reader => new ReasonCount(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));

    private static List<T> Read<T>(SqliteConnection connection, string text, int most, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is made of constants of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
