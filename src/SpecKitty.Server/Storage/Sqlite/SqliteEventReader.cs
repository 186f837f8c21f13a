using System.Text;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Reads events by what a query asks for, on any connection.</summary>
internal static class SqliteEventReader
{
    public const string EventColumns = "sequence, event_id, mission_id, event_type, lamport_clock, received_at, principal, envelope";
    public const string RemovedColumns = "sequence, event_id, mission_id, participant_id, node_id, timestamp, lamport_clock, received_at, principal";

    public static IReadOnlyList<StoredEvent> Read(SqliteConnection connection, Guid projectId, EventQuery query, SqliteTransaction? transaction = null)
    {
        var events = ReadRows(connection, $"SELECT {EventColumns} FROM events", projectId, query, transaction, SqliteValues.StoredEvent);
        if (!query.WithRemoved || !RemovedHeartbeat.IsAmong(query.EventTypes))
        {
            return events;
        }

        var removed = ReadRows(connection, $"SELECT {RemovedColumns} FROM removed_heartbeats", projectId, query with { EventTypes = null }, transaction, SqliteValues.RemovedHeartbeat);
        return removed.Count == 0
            ? events
            : [.. InOrder(events.Concat(removed.Select(heartbeat => heartbeat.ToStoredEvent(projectId))), query).Take(query.Limit)];
    }

    private static IEnumerable<StoredEvent> InOrder(IEnumerable<StoredEvent> events, EventQuery query)
        => query.IsNewestFirst ? events.OrderByDescending(stored => stored.Sequence) : events.OrderBy(stored => stored.Sequence);

    private static List<T> ReadRows<T>(SqliteConnection connection, string select, Guid projectId, EventQuery query, SqliteTransaction? transaction, Func<SqliteDataReader, T> read)
    {
        var sql = new StringBuilder(select).Append(" WHERE project_uuid = $1 AND sequence > $2");
        var values = new List<object?> { SqliteValues.Key(projectId), query.AfterSequence };
        if (query.UpToSequence is { } last)
        {
            values.Add(last);
            sql.Append($" AND sequence <= ${values.Count}");
        }

        if (query.MissionId is { } mission)
        {
            values.Add(mission);
            sql.Append($" AND mission_id = ${values.Count}");
        }

        if (query.EventTypes is { } types)
        {
            var first = values.Count + 1;
            values.AddRange(types);
            sql.Append($" AND event_type IN ({string.Join(", ", Enumerable.Range(first, types.Count).Select(number => $"${number}"))})");
        }

        if (query.EventId is { } id)
        {
            values.Add(id);
            sql.Append($" AND event_id = ${values.Count}");
        }

        values.Add(query.Limit);
        sql.Append($" ORDER BY sequence{(query.IsNewestFirst ? " DESC" : "")} LIMIT ${values.Count}");
        using var statement = new SqliteStatement(connection, sql.ToString(), values.Count, transaction);
        using var rows = statement.Query([.. values]);
        var found = new List<T>();
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }
}
