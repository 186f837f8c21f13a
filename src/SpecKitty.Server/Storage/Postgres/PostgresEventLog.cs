using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>The logs in PostgreSQL.</summary>
internal sealed class PostgresEventLog(PostgresDatabase database, PostgresLanes lanes, long generation) : IEventLog
{
    /// <summary>What <see cref="PostgresValues.Project"/> reads.</summary>
    public const string ProjectColumns = "project_uuid, team_slug, last_sequence, created_at, name, lamport_clock";

    public long Generation => generation;

    public async Task<long> StartGenerationAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
        => (await QueryAsync(
            "UPDATE log_generation SET generation = GREATEST($1, generation + 1) RETURNING generation",
            [PostgresValues.Number(now.ToUnixTimeMilliseconds())],
            row => row.GetInt64(0),
            cancellationToken))[0];

    public Task AppendAsync(IAppendWork work, CancellationToken cancellationToken = default) => lanes.RunAsync(work, cancellationToken);

    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(Guid projectId, EventQuery query, CancellationToken cancellationToken = default)
        => await database.UseAsync(connection => PostgresEventReader.ReadAsync(connection, projectId, query, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<StoredEvent>> ReadTailAsync(Guid projectId, int limit, CancellationToken cancellationToken = default)
        => QueryAsync(
            $"SELECT * FROM (SELECT {PostgresEventReader.EventColumns} FROM events WHERE project_uuid = $1 ORDER BY sequence DESC LIMIT $2) AS newest ORDER BY sequence",
            [PostgresValues.Uuid(projectId), PostgresValues.Number(limit)],
            PostgresEventReader.StoredEvent,
            cancellationToken);

    public async Task<ProjectRecord?> FindProjectAsync(Guid projectId, CancellationToken cancellationToken = default)
    {
        var found = await QueryAsync(
            $"SELECT {PostgresValues.ProjectColumns} FROM projects WHERE project_uuid = $1",
            [PostgresValues.Uuid(projectId)],
            PostgresValues.Project,
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<ProjectRecord>> ListProjectsAsync(IReadOnlyCollection<string> teamSlugs, Guid? afterProjectId, int limit, CancellationToken cancellationToken = default)
    {
        List<PostgresValue> parameters = [PostgresValues.Texts(teamSlugs), PostgresValues.Number(limit)];
        var condition = "";
        if (afterProjectId is { } after)
        {
            parameters.Add(PostgresValues.Uuid(after));
            condition = " AND project_uuid > $3";
        }

        return QueryAsync(
            $"SELECT {PostgresValues.ProjectColumns} FROM projects WHERE team_slug = ANY($1){condition} ORDER BY project_uuid LIMIT $2",
            [.. parameters],
            PostgresValues.Project,
            cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> ListProjectIdsAsync(Guid? after, int limit, CancellationToken cancellationToken = default)
        => QueryAsync(
            $"SELECT project_uuid FROM projects {(after is null ? "" : "WHERE project_uuid > $2")} ORDER BY project_uuid LIMIT $1",
            after is { } id ? [PostgresValues.Number(limit), PostgresValues.Uuid(id)] : [PostgresValues.Number(limit)],
            row => row.GetGuid(0),
            cancellationToken);

    public Task<IReadOnlyList<MissionRecord>> FindMissionsAsync(string missionId, IReadOnlyCollection<string> teamSlugs, CancellationToken cancellationToken = default)
        => ReadMissionsAsync(" AND m.mission_id = $2", "", [PostgresValues.Texts(teamSlugs), PostgresValues.Text(missionId)], cancellationToken);

    public Task<IReadOnlyList<MissionRecord>> ListMissionsAsync(IReadOnlyCollection<string> teamSlugs, MissionQuery query, CancellationToken cancellationToken = default)
    {
        List<PostgresValue> parameters = [PostgresValues.Texts(teamSlugs), PostgresValues.Number(query.Limit)];
        var condition = "";
        if (query.ProjectId is { } project)
        {
            parameters.Add(PostgresValues.Uuid(project));
            condition += " AND m.project_uuid = $3";
        }

        if (query.After is { } after)
        {
            parameters.AddRange([PostgresValues.Time(after.CreatedAt), PostgresValues.Uuid(after.ProjectId), PostgresValues.Text(after.MissionId)]);
            var (time, id, mission) = (parameters.Count - 2, parameters.Count - 1, parameters.Count);
            condition += $" AND (m.created_at < ${time} OR (m.created_at = ${time} AND (m.project_uuid, m.mission_id) > (${id}, ${mission})))";
        }

        return ReadMissionsAsync(condition, " LIMIT $2", [.. parameters], cancellationToken);
    }

    public async Task<IReadOnlyList<ActiveMission>> FindNewestAsync(IReadOnlyCollection<MissionRecord> missions, CancellationToken cancellationToken = default)
    {
        var byKey = missions.DistinctBy(mission => (mission.ProjectId, mission.MissionId)).ToDictionary(mission => (mission.ProjectId, mission.MissionId));
        return await QueryAsync(
            """
            SELECT w.project_uuid, w.mission_id, e.sequence, e.received_at
            FROM unnest($1, $2) AS w (project_uuid, mission_id)
            CROSS JOIN LATERAL (
                SELECT sequence, received_at FROM events
                WHERE project_uuid = w.project_uuid AND mission_id = w.mission_id
                ORDER BY sequence DESC LIMIT 1) AS e
            """,
            [PostgresValues.Uuids(byKey.Keys.Select(key => key.ProjectId)), PostgresValues.Texts(byKey.Keys.Select(key => key.MissionId))],
            row => new ActiveMission(byKey[(row.GetGuid(0), row.GetString(1))], row.GetInt64(2), PostgresValues.Time(row, 3)),
            cancellationToken);
    }

    public Task<IReadOnlyList<ActiveMission>> ListActiveMissionsAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
        => QueryAsync(
            """
            SELECT m.project_uuid, m.mission_id, m.title, m.correlation_id, m.created_by, m.created_at, e.sequence, e.received_at
            FROM missions m
            CROSS JOIN LATERAL (
                SELECT sequence, received_at FROM events
                WHERE project_uuid = m.project_uuid AND mission_id = m.mission_id
                ORDER BY sequence DESC LIMIT 1) AS e
            WHERE e.received_at >= $1
            """,
            [PostgresValues.Time(since)],
            row => new ActiveMission(PostgresValues.Mission(row), row.GetInt64(6), PostgresValues.Time(row, 7)),
            cancellationToken);

    private Task<IReadOnlyList<MissionRecord>> ReadMissionsAsync(string condition, string limit, PostgresValue[] parameters, CancellationToken cancellationToken)
        => QueryAsync(
            $"""
            SELECT m.project_uuid, m.mission_id, m.title, m.correlation_id, m.created_by, m.created_at
            FROM missions m JOIN projects p ON p.project_uuid = m.project_uuid
            WHERE p.team_slug = ANY($1){condition}
            ORDER BY m.created_at DESC, m.project_uuid, m.mission_id{limit}
            """,
            parameters,
            PostgresValues.Mission,
            cancellationToken);

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, PostgresValue[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        => await database.UseAsync(connection => PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(sql, parameters)], read, cancellationToken), cancellationToken);
}
