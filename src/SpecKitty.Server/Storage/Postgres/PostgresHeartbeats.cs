using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>The heartbeats of a project: those in its log, and what is left of those that retention has removed. Inside the project's transaction.</summary>
internal static class PostgresHeartbeats
{
    // The type is written out, or the index of heartbeats would not be used.
    private const string Select = $"SELECT {PostgresEventReader.EventColumns} FROM events WHERE project_uuid = $1 AND event_type = 'PresenceHeartbeat' AND sequence > $2 ORDER BY sequence LIMIT $3";

    public static Task<List<StoredEvent>> ReadAsync(NpgsqlConnection connection, Guid projectId, long afterSequence, int limit)
        => PostgresStatement.QueryAsync(
            connection,
            [PostgresStatement.Make(Select, PostgresValues.Uuid(projectId), PostgresValues.Number(afterSequence), PostgresValues.Number(limit))],
            PostgresEventReader.StoredEvent);

    public static Task<List<RemovedHeartbeat>> FindRemovedAsync(NpgsqlConnection connection, Guid projectId, IReadOnlyCollection<string> eventIds)
        => PostgresStatement.QueryAsync(
            connection,
            [PostgresEventReader.FindById("removed_heartbeats", PostgresEventReader.RemovedColumns, projectId, eventIds)],
            PostgresEventReader.Removed);

    /// <summary>Takes heartbeats out of the log and keeps what is left of them.</summary>
    /// <returns>How many there were to take out.</returns>
    public static async Task<int> RemoveAsync(NpgsqlConnection connection, Guid projectId, IReadOnlyList<RemovedHeartbeat> heartbeats)
    {
        var gone = await PostgresStatement.QueryAsync(
            connection,
            [
                PostgresStatement.Make(
                    "DELETE FROM events e USING unnest($2, $3) AS r (sequence, event_id) WHERE e.project_uuid = $1 AND e.sequence = r.sequence AND e.event_id = r.event_id RETURNING e.sequence",
                    PostgresValues.Uuid(projectId),
                    PostgresValues.Numbers(heartbeats.Select(removed => removed.Sequence)),
                    PostgresValues.Texts(heartbeats.Select(removed => removed.EventId))),
            ],
            row => row.GetInt64(0));
        if (gone.Count == 0)
        {
            return 0;
        }

        var sequences = gone.ToHashSet();
        RemovedHeartbeat[] kept = [.. heartbeats.Where(removed => sequences.Remove(removed.Sequence))];
        await PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make(
                    $"INSERT INTO removed_heartbeats (project_uuid, {PostgresEventReader.RemovedColumns}) SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)",
                    PostgresValues.Uuid(projectId),
                    PostgresValues.Numbers(kept.Select(removed => removed.Sequence)),
                    PostgresValues.Texts(kept.Select(removed => removed.EventId)),
                    PostgresValues.Texts(kept.Select(removed => removed.MissionId)),
                    PostgresValues.Texts(kept.Select(removed => removed.ParticipantId)),
                    PostgresValues.Texts(kept.Select(removed => removed.NodeId)),
                    PostgresValues.Texts(kept.Select(removed => removed.Timestamp)),
                    PostgresValues.Numbers(kept.Select(removed => removed.LamportClock)),
                    PostgresValues.Times(kept.Select(removed => removed.ReceivedAt)),
                    PostgresValues.Texts(kept.Select(removed => removed.Principal))),
            ]);
        return kept.Length;
    }
}
