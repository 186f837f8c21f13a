using System.Text;
using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Reads events by what a query asks for, on any connection.</summary>
internal static class PostgresEventReader
{
    public const string EventColumns = "sequence, event_id, mission_id, event_type, lamport_clock, received_at, principal, envelope";
    public const string RemovedColumns = "sequence, event_id, mission_id, participant_id, node_id, \"timestamp\", lamport_clock, received_at, principal";

    /// <summary>Finds rows of a project by event ids.</summary>
    /// <remarks>
    /// Each id is looked up by itself, through the key: with <c>= ANY</c> a planner that knows little of a table reads the whole project instead.
    /// The look for the span as a whole comes first and, when nothing is there, is the only one.
    /// </remarks>
    public static PostgresStatement FindById(string table, string columns, Guid projectId, IReadOnlyCollection<string> eventIds)
    {
        var sql = $"SELECT found.* FROM unnest($2) AS wanted (id) CROSS JOIN LATERAL (SELECT {columns} FROM {table} WHERE project_uuid = $1 AND event_id = wanted.id LIMIT 1) AS found";
        return EventIdSpan.Of(eventIds) is not { } span
            ? PostgresStatement.Make(sql, PostgresValues.Uuid(projectId), PostgresValues.Texts(eventIds))
            : PostgresStatement.Make(
                $"{sql} WHERE (SELECT event_id FROM {table} WHERE project_uuid = $1 AND event_id >= $3 ORDER BY event_id LIMIT 1) <= $4",
                PostgresValues.Uuid(projectId),
                PostgresValues.Texts(eventIds),
                PostgresValues.Text(span.First),
                PostgresValues.Text(span.Last));
    }

    public static Task<List<StoredEvent>> ReadAsync(NpgsqlConnection connection, Guid projectId, EventQuery query, CancellationToken cancellationToken = default)
    {
        var parameters = new List<PostgresValue> { PostgresValues.Uuid(projectId), PostgresValues.Number(query.AfterSequence) };
        var condition = new StringBuilder(" WHERE project_uuid = $1 AND sequence > $2");
        if (query.UpToSequence is { } last)
        {
            Add(" AND sequence <= $", PostgresValues.Number(last), "");
        }

        if (query.MissionId is { } mission)
        {
            Add(" AND mission_id = $", PostgresValues.Text(mission), "");
        }

        if (query.EventId is { } id)
        {
            Add(" AND event_id = $", PostgresValues.Text(id), "");
        }

        var ofAllTypes = condition.ToString();
        if (query.EventTypes is { } types)
        {
            Add(" AND event_type = ANY($", PostgresValues.Texts(types), ")");
        }

        var sql = new StringBuilder($"SELECT {EventColumns}");
        var withRemoved = query.WithRemoved && RemovedHeartbeat.IsAmong(query.EventTypes);
        if (withRemoved)
        {
            // One statement sees one state: a heartbeat that is just being removed is given once.
            sql.Append(", NULL, NULL, NULL");
        }

        sql.Append(" FROM events").Append(condition);
        if (withRemoved)
        {
            sql.Append(" UNION ALL SELECT sequence, event_id, mission_id, NULL, lamport_clock, received_at, principal, NULL, participant_id, node_id, \"timestamp\" FROM removed_heartbeats").Append(ofAllTypes);
        }

        sql.Append(query.IsNewestFirst ? " ORDER BY sequence DESC" : " ORDER BY sequence");
        if (query.Limit != int.MaxValue)
        {
            parameters.Add(PostgresValues.Number(query.Limit));
            sql.Append($" LIMIT ${parameters.Count}");
        }

        return PostgresStatement.QueryAsync<StoredEvent>(
            connection,
            [PostgresStatement.Make(sql.ToString(), [.. parameters])],
            withRemoved ? row => EventOrRemoved(row, projectId) : StoredEvent,
            cancellationToken);

        void Add(string before, PostgresValue parameter, string after)
        {
            parameters.Add(parameter);
            condition.Append(before).Append(parameters.Count).Append(after);
        }
    }

    public static StoredEvent StoredEvent(NpgsqlDataReader row)
        => new(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.GetInt64(4), PostgresValues.Time(row, 5), row.GetString(6), row.GetFieldValue<byte[]>(7));

    public static RemovedHeartbeat Removed(NpgsqlDataReader row)
        => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), PostgresValues.Time(row, 7), row.GetString(8));

    private static StoredEvent EventOrRemoved(NpgsqlDataReader row, Guid projectId)
        => row.IsDBNull(3)
            ? new RemovedHeartbeat(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(8), row.GetString(9), row.GetString(10), row.GetInt64(4), PostgresValues.Time(row, 5), row.GetString(6)).ToStoredEvent(projectId)
            : StoredEvent(row);
}
