using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>The logs in SQLite.</summary>
internal sealed class SqliteEventLog(SqliteConnections connections, SqliteWriter writer, SqliteProjectStatements statements, long generation) : IEventLog
{
    public long Generation => generation;

    public Task<long> StartGenerationAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => SqliteGeneration.Start(connection, now), cancellationToken);

    public Task AppendAsync(IAppendWork work, CancellationToken cancellationToken = default)
        => writer.RunAsync(new SqliteAppend(work, statements) { CancellationToken = cancellationToken });

    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(Guid projectId, EventQuery query, CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        if (!query.WithRemoved)
        {
            return SqliteEventReader.Read(connection, projectId, query);
        }

        // Two statements that see one state: a heartbeat that is just being removed is given once.
        await using var transaction = connection.BeginTransaction(deferred: true);
        return SqliteEventReader.Read(connection, projectId, query, transaction);
    }

    public Task<IReadOnlyList<StoredEvent>> ReadTailAsync(Guid projectId, int limit, CancellationToken cancellationToken = default)
        => ReadAsync(
            $"SELECT * FROM (SELECT {SqliteEventReader.EventColumns} FROM events WHERE project_uuid = $1 ORDER BY sequence DESC LIMIT $2) ORDER BY sequence",
            [SqliteValues.Key(projectId), limit],
            SqliteValues.StoredEvent,
            cancellationToken);

    public async Task<ProjectRecord?> FindProjectAsync(Guid projectId, CancellationToken cancellationToken = default)
    {
        var found = await ReadAsync(
            $"SELECT {SqliteProjectStatements.ProjectColumns} FROM projects WHERE project_uuid = $1",
            [SqliteValues.Key(projectId)],
            SqliteValues.ProjectRecord,
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public Task<IReadOnlyList<ProjectRecord>> ListProjectsAsync(IReadOnlyCollection<string> teamSlugs, Guid? afterProjectId, int limit, CancellationToken cancellationToken = default)
        => ReadAsync(
            $"""
            SELECT {SqliteProjectStatements.ProjectColumns} FROM projects
            WHERE project_uuid > $1 AND team_slug IN ({Parameters(3, teamSlugs.Count)})
            ORDER BY project_uuid LIMIT $2
            """,
            [afterProjectId is { } after ? SqliteValues.Key(after) : Array.Empty<byte>(), limit, .. teamSlugs],
            SqliteValues.ProjectRecord,
            cancellationToken);

    public Task<IReadOnlyList<Guid>> ListProjectIdsAsync(Guid? after, int limit, CancellationToken cancellationToken = default)
        => ReadAsync(
            "SELECT project_uuid FROM projects WHERE project_uuid > $1 ORDER BY project_uuid LIMIT $2",
            [after is { } id ? SqliteValues.Key(id) : Array.Empty<byte>(), limit],
            row => SqliteValues.Project(row, 0),
            cancellationToken);

    public Task<IReadOnlyList<MissionRecord>> FindMissionsAsync(string missionId, IReadOnlyCollection<string> teamSlugs, CancellationToken cancellationToken = default)
        => ReadMissionsAsync("AND m.mission_id = $1", [missionId], teamSlugs, int.MaxValue, cancellationToken);

    public Task<IReadOnlyList<MissionRecord>> ListMissionsAsync(IReadOnlyCollection<string> teamSlugs, MissionQuery query, CancellationToken cancellationToken = default)
    {
        var condition = query.ProjectId is null ? "AND $1 IS NULL" : "AND m.project_uuid = $1";
        object? project = query.ProjectId is { } id ? SqliteValues.Key(id) : null;
        return query.After is not { } after
            ? ReadMissionsAsync(condition, [project], teamSlugs, query.Limit, cancellationToken)
            : ReadMissionsAsync(
                $"{condition} AND (m.created_at < $2 OR (m.created_at = $2 AND (m.project_uuid, m.mission_id) > ($3, $4)))",
                [project, SqliteValues.Time(after.CreatedAt), SqliteValues.Key(after.ProjectId), after.MissionId],
                teamSlugs,
                query.Limit,
                cancellationToken);
    }

    public async Task<IReadOnlyList<ActiveMission>> FindNewestAsync(IReadOnlyCollection<MissionRecord> missions, CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            "SELECT sequence, received_at FROM events WHERE project_uuid = $1 AND mission_id = $2 ORDER BY sequence DESC LIMIT 1",
            2);
        var found = new List<ActiveMission>(missions.Count);
        foreach (var mission in missions)
        {
            await using var rows = statement.Query(SqliteValues.Key(mission.ProjectId), mission.MissionId);
            if (rows.Read())
            {
                found.Add(new ActiveMission(mission, rows.GetInt64(0), SqliteValues.Time(rows, 1)));
            }
        }

        return found;
    }

    public Task<IReadOnlyList<ActiveMission>> ListActiveMissionsAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
        => ReadAsync(
            """
            SELECT m.project_uuid, m.mission_id, m.title, m.correlation_id, m.created_by, m.created_at, e.sequence, e.received_at
            FROM missions m
            JOIN events e ON e.project_uuid = m.project_uuid
                AND e.sequence = (SELECT max(sequence) FROM events WHERE project_uuid = m.project_uuid AND mission_id = m.mission_id)
            WHERE e.received_at >= $1
            """,
            [SqliteValues.Time(since)],
            row => new ActiveMission(SqliteValues.Mission(row), row.GetInt64(6), SqliteValues.Time(row, 7)),
            cancellationToken);

    private Task<IReadOnlyList<MissionRecord>> ReadMissionsAsync(string condition, object?[] values, IReadOnlyCollection<string> teamSlugs, int limit, CancellationToken cancellationToken)
        => ReadAsync(
            $"""
            SELECT m.project_uuid, m.mission_id, m.title, m.correlation_id, m.created_by, m.created_at
            FROM missions m JOIN projects p ON p.project_uuid = m.project_uuid
            WHERE p.team_slug IN ({Parameters(values.Length + 1, teamSlugs.Count)}) {condition}
            ORDER BY m.created_at DESC, m.project_uuid, m.mission_id
            LIMIT {limit.ToString(CultureInfo.InvariantCulture)}
            """,
            [.. values, .. teamSlugs],
            SqliteValues.Mission,
            cancellationToken);

    private static string Parameters(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(number => $"${number}"));

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, object?[] values, Func<SqliteDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(connection, sql, values.Length);
        await using var rows = statement.Query(values);
        var found = new List<T>();
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }
}
