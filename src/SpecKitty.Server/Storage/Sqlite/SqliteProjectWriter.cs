using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>One project's rows, inside the writer's transaction.</summary>
internal sealed class SqliteProjectWriter : IProjectWriter
{
    private readonly SqliteConnection _connection;
    private readonly SqliteProjectStatements _statements;
    private readonly Guid _projectId;
    private readonly byte[] _key;
    private readonly bool _isReadOnly;

    public SqliteProjectWriter(Guid projectId, SqliteConnection connection, SqliteProjectStatements statements, bool isReadOnly)
    {
        _connection = connection;
        _statements = statements;
        _projectId = projectId;
        _isReadOnly = isReadOnly;
        _key = SqliteValues.Key(projectId);
        using var rows = statements.FindProject.Query(_key);
        Project = rows.Read() ? SqliteValues.ProjectRecord(rows) : null;
    }

    public ProjectRecord? Project { get; private set; }

    public ValueTask RegisterAsync(string teamSlug, DateTimeOffset createdAt, string? name = null)
    {
        EnsureWritable();
        var time = SqliteValues.Time(createdAt);
        _statements.AddTeam.Execute(teamSlug, time);
        _statements.AddProject.Execute(_key, teamSlug, time, name);
        Project = new ProjectRecord(_projectId, teamSlug, 0, createdAt, name);
        return ValueTask.CompletedTask;
    }

    public ValueTask<MissionRecord?> FindMissionAsync(string missionId)
    {
        using var rows = _statements.FindMission.Query(_key, missionId);
        return ValueTask.FromResult(rows.Read() ? SqliteValues.Mission(rows) : null);
    }

    public ValueTask AddMissionAsync(MissionRecord mission)
    {
        EnsureWritable();
        _statements.AddMission.Execute(_key, mission.MissionId, mission.Title, mission.CorrelationId, mission.CreatedBy, SqliteValues.Time(mission.CreatedAt));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> FindEventsAsync(IReadOnlyCollection<string> eventIds)
    {
        var found = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var id in MayHave(eventIds, _statements.FindFirstFrom) ? eventIds : [])
        {
            using var rows = _statements.FindEvent.Query(_key, id);
            if (rows.Read())
            {
                found[id] = (byte[])rows.GetValue(0);
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>>(found);
    }

    public ValueTask<IReadOnlyDictionary<string, RemovedHeartbeat>> FindRemovedAsync(IReadOnlyCollection<string> eventIds)
    {
        var found = new Dictionary<string, RemovedHeartbeat>(StringComparer.Ordinal);
        foreach (var id in MayHave(eventIds, _statements.FindFirstRemovedFrom) ? eventIds : [])
        {
            using var rows = _statements.FindRemoved.Query(_key, id);
            if (rows.Read())
            {
                found[id] = SqliteValues.RemovedHeartbeat(rows);
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, RemovedHeartbeat>>(found);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(EventQuery query)
        => ValueTask.FromResult(SqliteEventReader.Read(_connection, _projectId, query));

    public ValueTask<long> AppendAsync(IReadOnlyList<NewEvent> events)
    {
        EnsureWritable();
        var project = Project ?? throw new InvalidOperationException("Events cannot be appended to a project that is not registered.");
        var first = project.LastSequence + 1;
        var sequence = project.LastSequence;
        foreach (var added in events)
        {
            _statements.AddEvent.Execute(
                _key,
                ++sequence,
                added.EventId,
                added.MissionId,
                added.EventType,
                added.LamportClock,
                SqliteValues.Time(added.ReceivedAt),
                added.Principal,
                SqliteValues.Blob(added.Envelope));
        }

        Project = project.With(events);
        _statements.AdvanceProject.Execute(_key, sequence, Project.LamportClock);
        return ValueTask.FromResult(first);
    }

    public ValueTask RemoveAsync(IReadOnlyList<RemovedHeartbeat> heartbeats)
    {
        EnsureWritable();
        foreach (var removed in heartbeats)
        {
            if (_statements.RemoveEvent.Execute(_key, removed.Sequence, removed.EventId) == 0)
            {
                continue;
            }

            _statements.AddRemoved.Execute(
                _key,
                removed.Sequence,
                removed.EventId,
                removed.MissionId,
                removed.ParticipantId,
                removed.NodeId,
                removed.Timestamp,
                removed.LamportClock,
                SqliteValues.Time(removed.ReceivedAt),
                removed.Principal);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadHeartbeatsAsync(long afterSequence, int limit)
    {
        using var rows = _statements.ReadHeartbeats.Query(_key, afterSequence, limit);
        var found = new List<StoredEvent>();
        while (rows.Read())
        {
            found.Add(SqliteValues.StoredEvent(rows));
        }

        return ValueTask.FromResult<IReadOnlyList<StoredEvent>>(found);
    }

    public ValueTask<bool> AddTokenAsync(ParticipantTokenRecord token, int most)
    {
        EnsureWritable();
        var now = SqliteValues.Time(token.CreatedAt);
        using var forget = new SqliteStatement(_connection, "DELETE FROM participant_tokens WHERE project_uuid = $1 AND expires_at <= $2", 2);
        forget.Execute(_key, now);
        using var add = new SqliteStatement(
            _connection,
            """
            INSERT INTO participant_tokens (project_uuid, token_hash, mission_id, participant_id, user_id, created_at, expires_at)
            SELECT $1, $2, $3, $4, $5, $6, $7
            WHERE (SELECT COUNT(*) FROM participant_tokens WHERE project_uuid = $1 AND mission_id = $3 AND participant_id = $4) < $8
            """,
            8);
        var added = add.Execute(_key, SqliteValues.Blob(token.TokenHash), token.MissionId, token.ParticipantId, token.UserId, now, SqliteValues.Time(token.ExpiresAt), most);
        return ValueTask.FromResult(added == 1);
    }

    public ValueTask DeleteTokensAsync(string missionId, string participantId)
    {
        EnsureWritable();
        _statements.DeleteTokens.Execute(_key, missionId, participantId);
        return ValueTask.CompletedTask;
    }

    public ValueTask SetDeliversOnlyAsync(string missionId, string participantId, bool deliversOnly)
    {
        EnsureWritable();
        _statements.SetDeliversOnly.Execute(_key, missionId, participantId, deliversOnly ? 1L : 0L);
        return ValueTask.CompletedTask;
    }

    private bool MayHave(IReadOnlyCollection<string> eventIds, SqliteStatement findFirstFrom)
    {
        if (EventIdSpan.Of(eventIds) is not { } span)
        {
            return true;
        }

        using var rows = findFirstFrom.Query(_key, span.First);
        return span.Reaches(rows.Read() ? rows.GetString(0) : null);
    }

    private void EnsureWritable()
    {
        if (_isReadOnly)
        {
            throw new InvalidOperationException("A work that only reads must not write.");
        }
    }
}
