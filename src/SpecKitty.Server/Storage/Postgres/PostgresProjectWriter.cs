using System.Globalization;
using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>One project's rows, inside one transaction of its lane; the works that share the transaction share this.</summary>
/// <remarks>Events wait here for the commit, or for somebody who wants to read them back: so that a group of small posts is one statement.</remarks>
/// <param name="projectId">The project.</param>
/// <param name="connection">The connection, given back at the end.</param>
/// <param name="isReadOnly">Whether nothing will be written.</param>
/// <param name="idlePatience">How long the transaction may be idle between two statements; null for as long as the session says.</param>
internal sealed class PostgresProjectWriter(Guid projectId, NpgsqlConnection connection, bool isReadOnly, TimeSpan? idlePatience = null) : IProjectWriter, IAsyncDisposable
{
    // From here on, COPY is worth its own round trips.
    private const int LeastCopied = 64;

    private const string MissionColumns = "project_uuid, mission_id, title, correlation_id, created_by, created_at";
    private const string AdvanceProject = "UPDATE projects SET last_sequence = $2, removed_heartbeats = $3, lamport_clock = $4 WHERE project_uuid = $1";
    private const string SelectProject = $"SELECT {PostgresValues.ProjectColumns}, removed_heartbeats FROM projects WHERE project_uuid = $1";

    private readonly List<NewEvent> _pending = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>?> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MissionRecord?> _missions = new(StringComparer.Ordinal);
    private long _writtenSequence;
    private long _removed;
    private bool _isChanged;

    public ProjectRecord? Project { get; private set; }

    /// <summary>Whether events were added or removed.</summary>
    public bool IsChanged => _isChanged;

    /// <summary>Begins the transaction: with the project's lock, or with one state of the database to read.</summary>
    /// <param name="eventIds">Events that will be asked for.</param>
    /// <param name="missionIds">Missions that will be asked for, each once.</param>
    public async Task BeginAsync(string[] eventIds, string[] missionIds)
    {
        // In one round trip, and each statement sees what was committed before it began: these look-ups see what the lock has waited for.
        await ReadProjectAsync(
            [.. Begin()],
            isReadOnly ? SelectProject : SelectProject + " FOR UPDATE",
            eventIds,
            missionIds);
        if (Project is null && !isReadOnly)
        {
            // There is no row to lock yet; who waited here may find one afterwards.
            _known.Clear();
            _missions.Clear();
            await PostgresStatement.ExecuteAsync(connection, [PostgresStatement.Make("SELECT pg_advisory_xact_lock($1)", PostgresValues.Number(BitConverter.ToInt64(projectId.ToByteArray(), 8)))]);
            await ReadProjectAsync([], SelectProject + " FOR UPDATE", [], []);
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
    {
        var found = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var unknown = eventIds.Where(id => !_known.ContainsKey(id)).ToList();
        if (unknown.Count > 0 && _writtenSequence > 0)
        {
            await PostgresStatement.ReadAsync(connection, [FindEvents(unknown)], ReadEvent);
        }

        foreach (var id in eventIds)
        {
            if (_known.TryGetValue(id, out var envelope) && envelope is { } bytes)
            {
                found[id] = bytes;
            }
        }

        return found;
    }

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
        await FlushAsync();
        return await PostgresEventReader.ReadAsync(connection, projectId, _removed == 0 ? query with { WithRemoved = false } : query);
    }

    public ValueTask<long> AppendAsync(IReadOnlyList<NewEvent> events)
    {
        EnsureWritable();
        var project = Project ?? throw new InvalidOperationException("Events cannot be appended to a project that is not registered.");
        foreach (var added in events)
        {
            _pending.Add(added);
            _known[added.EventId] = added.Envelope;
        }

        _isChanged |= events.Count > 0;
        Project = project.With(events);
        return ValueTask.FromResult(project.LastSequence + 1);
    }

    public async ValueTask RemoveAsync(IReadOnlyList<RemovedHeartbeat> heartbeats)
    {
        EnsureWritable();
        await FlushAsync();
        foreach (var removed in heartbeats)
        {
            _known.Remove(removed.EventId);
        }

        var count = await PostgresHeartbeats.RemoveAsync(connection, projectId, heartbeats);
        _removed += count;
        _isChanged |= count > 0;
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadHeartbeatsAsync(long afterSequence, int limit)
    {
        await FlushAsync();
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

    public ValueTask SetDeliversOnlyAsync(string missionId, string participantId, bool deliversOnly)
    {
        EnsureWritable();
        return new(PostgresParticipantTokenStore.SetDeliversOnlyAsync(connection, projectId, missionId, participantId, deliversOnly));
    }

    /// <summary>Writes what waits and makes everything durable, in one round trip when what waits is small.</summary>
    public async Task CommitAsync()
    {
        if (_pending.Count >= LeastCopied)
        {
            await FlushAsync();
        }

        var statements = new List<PostgresStatement>(3);
        if (_pending.Count > 0)
        {
            statements.Add(PostgresEventCopy.Insert(projectId, _writtenSequence, _pending));
        }

        if (_isChanged)
        {
            statements.Add(PostgresStatement.Make(AdvanceProject, PostgresValues.Uuid(projectId), PostgresValues.Number(Project!.LastSequence), PostgresValues.Number(_removed), PostgresValues.Number(Project.LamportClock)));
        }

        statements.Add(PostgresStatement.Make("COMMIT"));
        await PostgresStatement.ExecuteAsync(connection, statements);
    }

    /// <summary>Gives the connection back; a transaction that is still open is rolled back.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void EnsureWritable()
    {
        if (isReadOnly)
        {
            throw new InvalidOperationException("A work that only reads must not write.");
        }
    }

    private IEnumerable<PostgresStatement> Begin()
    {
        yield return PostgresStatement.Make(isReadOnly ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN ISOLATION LEVEL READ COMMITTED");
        if (idlePatience is { } patience)
        {
            yield return PostgresStatement.Make(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL idle_in_transaction_session_timeout = {patience.TotalMilliseconds:0}"));
        }
    }

    private async Task ReadProjectAsync(IReadOnlyList<PostgresStatement> before, string select, string[] eventIds, string[] missionIds)
    {
        List<PostgresStatement> statements = [.. before, PostgresStatement.Make(select, PostgresValues.Uuid(projectId))];
        List<Action<NpgsqlDataReader>> readers = [ReadProject];
        if (eventIds.Length > 0)
        {
            foreach (var id in eventIds)
            {
                _known[id] = null;
            }

            statements.Add(FindEvents(eventIds));
            readers.Add(ReadEvent);
        }

        if (missionIds.Length > 0)
        {
            foreach (var id in missionIds)
            {
                _missions[id] = null;
            }

            statements.Add(PostgresStatement.Make($"SELECT {MissionColumns} FROM missions WHERE project_uuid = $1 AND mission_id = ANY($2)", PostgresValues.Uuid(projectId), PostgresValues.Texts(missionIds)));
            readers.Add(row =>
            {
                var mission = PostgresValues.Mission(row);
                _missions[mission.MissionId] = mission;
            });
        }

        await PostgresStatement.ReadAsync(connection, statements, readers);
        _writtenSequence = Project?.LastSequence ?? 0;
    }

    private void ReadProject(NpgsqlDataReader row)
    {
        Project = PostgresValues.Project(row);
        _removed = row.GetInt64(6);
    }

    private void ReadEvent(NpgsqlDataReader row) => _known[row.GetString(0)] = row.GetFieldValue<byte[]>(1);

    private PostgresStatement FindEvents(IReadOnlyCollection<string> eventIds) => PostgresEventReader.FindById("events", "event_id, envelope", projectId, eventIds);

    private async Task FlushAsync()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        if (_pending.Count >= LeastCopied)
        {
            await PostgresEventCopy.WriteAsync(connection, projectId, _writtenSequence + 1, _pending);
        }
        else
        {
            await PostgresStatement.ExecuteAsync(connection, [PostgresEventCopy.Insert(projectId, _writtenSequence, _pending)]);
        }

        _writtenSequence += _pending.Count;
        _pending.Clear();
    }
}
