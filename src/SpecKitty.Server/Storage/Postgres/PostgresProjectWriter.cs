using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>One project's rows, inside one transaction of its lane; the works that share the transaction share this.</summary>
/// <remarks>Events wait here for the commit, or for somebody who wants to read them back: so that a group of small posts is one statement.</remarks>
internal sealed class PostgresProjectWriter(Guid projectId, NpgsqlConnection connection, bool isReadOnly) : IProjectWriter, IAsyncDisposable
{
    private const string MissionColumns = "project_uuid, mission_id, title, correlation_id, created_by, created_at";
    private const string SelectProject = $"SELECT {PostgresValues.ProjectColumns}, removed_heartbeats FROM projects WHERE project_uuid = $1";

    private readonly PostgresEventBuffer _events = new(projectId, connection);
    private readonly Dictionary<string, MissionRecord?> _missions = new(StringComparer.Ordinal);
    private long _removed;
    private bool _isChanged;

    public ProjectRecord? Project { get; private set; }

    /// <summary>Whether events were added or removed.</summary>
    public bool IsChanged => _isChanged;

    /// <summary>Begins the transaction: with the project's lock, or with one state of the database to read.</summary>
    /// <param name="sought">Events that will be looked for: found in the same round trip.</param>
    public async Task BeginAsync(IReadOnlyCollection<string> sought)
    {
        if (isReadOnly)
        {
            await FindProjectAsync(PostgresStatement.Make("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), SelectProject, sought);
            return;
        }

        await FindProjectAsync(PostgresStatement.Make("BEGIN ISOLATION LEVEL READ COMMITTED"), SelectProject + " FOR UPDATE", sought);
        if (Project is null)
        {
            // There is no row to lock yet; who waited here may find one afterwards, and events behind it.
            await FindProjectAsync(PostgresStatement.Make("SELECT pg_advisory_xact_lock($1)", PostgresValues.Number(LockKey(projectId))), SelectProject + " FOR UPDATE", sought);
        }
    }

    public async ValueTask RegisterAsync(string teamSlug, DateTimeOffset createdAt, string? name = null)
    {
        EnsureWritable();
        await PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make("INSERT INTO teams (team_slug, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", PostgresValues.Text(teamSlug), PostgresValues.Time(createdAt)),
                PostgresStatement.Make("INSERT INTO projects (project_uuid, team_slug, created_at, name) VALUES ($1, $2, $3, $4)", PostgresValues.Uuid(projectId), PostgresValues.Text(teamSlug), PostgresValues.Time(createdAt), PostgresValues.Text(name)),
            ]);
        Project = new ProjectRecord(projectId, teamSlug, 0, createdAt, name);
    }

    public async ValueTask<MissionRecord?> FindMissionAsync(string missionId)
    {
        if (Project is null)
        {
            return null;
        }

        if (!_missions.TryGetValue(missionId, out var mission))
        {
            var found = await PostgresStatement.QueryAsync(
                connection,
                [PostgresStatement.Make($"SELECT {MissionColumns} FROM missions WHERE project_uuid = $1 AND mission_id = $2", PostgresValues.Uuid(projectId), PostgresValues.Text(missionId))],
                PostgresValues.Mission);
            _missions[missionId] = mission = found.Count == 0 ? null : found[0];
        }

        return mission;
    }

    public async ValueTask AddMissionAsync(MissionRecord mission)
    {
        EnsureWritable();
        await PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make(
                    $"INSERT INTO missions ({MissionColumns}) VALUES ($1, $2, $3, $4, $5, $6)",
                    PostgresValues.Uuid(projectId),
                    PostgresValues.Text(mission.MissionId),
                    PostgresValues.Text(mission.Title),
                    PostgresValues.Text(mission.CorrelationId),
                    PostgresValues.Text(mission.CreatedBy),
                    PostgresValues.Time(mission.CreatedAt)),
            ]);
        _missions[mission.MissionId] = mission;
    }

    public async ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> FindEventsAsync(IReadOnlyCollection<string> eventIds)
        => await _events.FindAsync(eventIds);

    public async ValueTask<IReadOnlyDictionary<string, RemovedHeartbeat>> FindRemovedAsync(IReadOnlyCollection<string> eventIds)
    {
        if (_removed == 0 || eventIds.Count == 0)
        {
            return new Dictionary<string, RemovedHeartbeat>();
        }

        var rows = await PostgresHeartbeats.FindRemovedAsync(connection, projectId, eventIds);
        return rows.ToDictionary(removed => removed.EventId, StringComparer.Ordinal);
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(EventQuery query)
    {
        await _events.FlushAsync();
        return await PostgresEventReader.ReadAsync(connection, projectId, _removed == 0 ? query with { WithRemoved = false } : query);
    }

    public ValueTask<long> AppendAsync(IReadOnlyList<NewEvent> events)
    {
        EnsureWritable();
        var project = Project ?? throw new InvalidOperationException("Events cannot be appended to a project that is not registered.");
        _events.Add(events);
        _isChanged |= events.Count > 0;
        Project = project with { LastSequence = project.LastSequence + events.Count };
        return ValueTask.FromResult(project.LastSequence + 1);
    }

    public async ValueTask RemoveAsync(IReadOnlyList<RemovedHeartbeat> heartbeats)
    {
        EnsureWritable();
        await _events.FlushAsync();
        var removed = await PostgresHeartbeats.RemoveAsync(connection, projectId, heartbeats);
        _events.Forget(removed);
        _removed += removed.Count;
        _isChanged |= removed.Count > 0;
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadHeartbeatsAsync(long afterSequence, int limit)
    {
        await _events.FlushAsync();
        return await PostgresHeartbeats.ReadAsync(connection, projectId, afterSequence, limit);
    }

    public async ValueTask<bool> AddTokenAsync(ParticipantTokenRecord token, int most)
    {
        EnsureWritable();
        return await PostgresParticipantTokenStore.AddAsync(connection, token, most);
    }

    public ValueTask DeleteTokensAsync(string missionId, string participantId)
    {
        EnsureWritable();
        return new ValueTask(PostgresParticipantTokenStore.DeleteAsync(connection, projectId, missionId, participantId));
    }

    /// <summary>Writes what waits and makes everything durable, in one round trip when what waits is small.</summary>
    public async Task CommitAsync()
    {
        var statements = new List<NpgsqlBatchCommand>(3);
        if (await _events.FlushLargeAsync() is { } insert)
        {
            statements.Add(insert);
        }

        if (_isChanged)
        {
            const string Advance = "UPDATE projects SET last_sequence = $2, removed_heartbeats = $3 WHERE project_uuid = $1";
            statements.Add(PostgresStatement.Make(Advance, PostgresValues.Uuid(projectId), PostgresValues.Number(Project!.LastSequence), PostgresValues.Number(_removed)));
        }

        statements.Add(PostgresStatement.Make("COMMIT"));
        await PostgresStatement.ExecuteAsync(connection, statements);
    }

    /// <summary>Gives the connection back; a transaction that is still open is rolled back.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static long LockKey(Guid project) => BitConverter.ToInt64(project.ToByteArray(), 8);

    private void EnsureWritable()
    {
        if (isReadOnly)
        {
            throw new InvalidOperationException("A work that only reads must not write.");
        }
    }

    private async Task FindProjectAsync(NpgsqlBatchCommand before, string select, IReadOnlyCollection<string> sought)
    {
        List<NpgsqlBatchCommand> statements = [before, PostgresStatement.Make(select, PostgresValues.Uuid(projectId))];
        if (sought.Count > 0)
        {
            statements.Add(_events.Sought(sought));
        }

        await PostgresStatement.QueryAsync(connection, statements, Take);
        _events.Begin(Project?.LastSequence ?? 0, sought);
    }

    /// <summary>Takes a row of one of the first statements in, told apart by how many columns it has.</summary>
    private bool Take(NpgsqlDataReader row)
    {
        switch (row.FieldCount)
        {
            case 6:
                Project = PostgresValues.Project(row);
                _removed = row.GetInt64(5);
                return true;
            case 2:
                _events.TakeFound(row);
                return true;
            default:
                return false;
        }
    }
}
