using System.Collections.Concurrent;
using SpecKitty.Events.Board;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Projections;

/// <summary>The projects in memory, each loaded from the log when it is first wanted: the one source of every view and of admission.</summary>
/// <param name="log">The log.</param>
/// <param name="cache">How much may stay in memory.</param>
internal sealed class ProjectProjections(IEventLog log, ProjectionCacheOptions cache)
{
    private readonly ConcurrentDictionary<Guid, ProjectProjection> _loaded = new();
    private long _uses;

    /// <summary>How many projects are in memory.</summary>
    public int Count => _loaded.Count;

    /// <summary>A project's projection, for a work that holds the project's lock.</summary>
    public async ValueTask<ProjectProjection> BeginAsync(IProjectWriter project, Guid projectId)
    {
        var projection = _loaded.GetOrAdd(projectId, static id => new ProjectProjection(id));
        projection.LastUse = Interlocked.Increment(ref _uses);
        await projection.BeginAsync(project);
        return projection;
    }

    /// <summary>A project's projection as far as it is in memory, for a work whose turn it is but that has not begun; null when nothing is.</summary>
    public ProjectProjection? FindLoaded(Guid projectId) => _loaded.GetValueOrDefault(projectId);

    /// <summary>What a work has taken in is durable.</summary>
    public void Commit(ProjectProjection projection)
    {
        projection.Commit();

        // Anybody may name any project; one without missions in memory has nothing to remember.
        if (projection.IsEmpty)
        {
            _loaded.TryRemove(new KeyValuePair<Guid, ProjectProjection>(projection.ProjectId, projection));
        }

        if (projection.LastUse % ProjectionCacheOptions.UsesBetweenChecks == 0)
        {
            Trim();
        }
    }

    /// <summary>Forgets a projection that holds what was rolled back.</summary>
    public void Drop(Guid projectId)
    {
        if (_loaded.TryRemove(projectId, out var projection))
        {
            projection.Drop();
        }
    }

    /// <summary>A mission as it is now, whichever node has added to it.</summary>
    /// <param name="key">A mission that exists.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<MissionSnapshot> ReadAsync(MissionKey key, CancellationToken cancellationToken = default)
        => ReadAsync(
            key.ProjectId,
            (projection, last) => projection.ReadMissionAsync(key.MissionId, last),
            last => PrepareMissionAsync(key, last, cancellationToken),
            cancellationToken);

    /// <summary>Loads missions that are not in memory before a work on them takes its turn: however long their logs are, other works do not wait for that.</summary>
    /// <param name="projectId">The project, whether it exists or not.</param>
    /// <param name="missionIds">Its missions, whether they exist or not.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task WarmAsync(Guid projectId, IReadOnlyCollection<string> missionIds, CancellationToken cancellationToken = default)
    {
        foreach (var missionId in missionIds.Where(id => !(_loaded.TryGetValue(projectId, out var known) && known.Holds(id))))
        {
            if (await log.FindProjectAsync(projectId, cancellationToken) is not { LastSequence: > 0 } project)
            {
                return;
            }

            if (await PrepareMissionAsync(new MissionKey(projectId, missionId), project.LastSequence, cancellationToken) is { Events: > 0 } prepared)
            {
                await log.AppendAsync(new LoadWork(this, projectId, prepared.Take), cancellationToken);
            }
        }
    }

    /// <summary>A project's board as it is now, whichever node has added to it.</summary>
    /// <param name="projectId">A project that exists.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<BoardSnapshot> ReadBoardAsync(Guid projectId, CancellationToken cancellationToken = default)
        => ReadAsync(projectId, (projection, last) => projection.ReadBoardAsync(last), last => PrepareBoardAsync(projectId, last, cancellationToken), cancellationToken);

    /// <summary>A mission as it was.</summary>
    /// <param name="key">A mission that exists.</param>
    /// <param name="atSequence">The last sequence to take in; null for the newest.</param>
    /// <param name="atClock">The greatest Lamport clock to take in; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<MissionSnapshot> ReadAtAsync(MissionKey key, long? atSequence, long? atClock, CancellationToken cancellationToken = default)
    {
        var mission = new MissionProjection(key.MissionId);
        await LogReplay.ReplayAsync(
            async query => await log.ReadAsync(key.ProjectId, query, cancellationToken),
            new EventQuery { MissionId = key.MissionId, UpToSequence = atSequence },
            atClock,
            (value, stored) => mission.Apply(value, Arrival.Of(stored)));
        return mission.Snapshot();
    }

    /// <summary>A project's board as it was.</summary>
    /// <param name="projectId">A project that exists.</param>
    /// <param name="atSequence">The last sequence to take in; null for the newest.</param>
    /// <param name="atClock">The greatest Lamport clock to take in; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<BoardSnapshot> ReadBoardAtAsync(Guid projectId, long? atSequence, long? atClock, CancellationToken cancellationToken = default)
    {
        var board = new BoardProjection();
        await LogReplay.ReplayAsync(
            async query => await log.ReadAsync(projectId, query, cancellationToken),
            new EventQuery { EventTypes = BoardEventTypes.All, UpToSequence = atSequence },
            atClock,
            (value, stored) => board.Apply(value, stored.Sequence));
        return board.Snapshot();
    }

    private async Task<T> ReadAsync<T>(
        Guid projectId,
        Func<ProjectProjection, long, Task<T?>> read,
        Func<long, Task<PreparedProjection>> prepare,
        CancellationToken cancellationToken)
        where T : class
    {
        var last = (await log.FindProjectAsync(projectId, cancellationToken))?.LastSequence ?? 0;
        while (true)
        {
            if (_loaded.TryGetValue(projectId, out var projection) && await read(projection, last) is { } snapshot)
            {
                projection.LastUse = Interlocked.Increment(ref _uses);
                return snapshot;
            }

            await log.AppendAsync(new LoadWork(this, projectId, (await prepare(last)).Take), cancellationToken);
        }
    }

    // A log of any length is read beside the writers, who only wait for what is added to it until the projection has its turn.
    private async Task<PreparedProjection> PrepareMissionAsync(MissionKey key, long last, CancellationToken cancellationToken)
    {
        var mission = new MissionProjection(key.MissionId);
        await LogReplay.ReplayAsync(
            async query => await log.ReadAsync(key.ProjectId, query, cancellationToken),
            new EventQuery { MissionId = key.MissionId, UpToSequence = last },
            null,
            (value, stored) => mission.Apply(value, Arrival.Of(stored)));
        return new PreparedProjection(mission.Weight, (projection, project) => projection.TakeMissionAsync(project, key.MissionId, mission, last));
    }

    private async Task<PreparedProjection> PrepareBoardAsync(Guid projectId, long last, CancellationToken cancellationToken)
    {
        var board = new BoardProjection();
        await LogReplay.ReplayAsync(
            async query => await log.ReadAsync(projectId, query, cancellationToken),
            new EventQuery { EventTypes = BoardEventTypes.All, UpToSequence = last },
            null,
            (value, stored) => board.Apply(value, stored.Sequence));
        return new PreparedProjection(board.Weight, (projection, project) => projection.TakeBoardAsync(project, board, last));
    }

    // Projects that nobody has asked for the longest go first; whoever asks again loads them again.
    private void Trim()
    {
        var weights = _loaded.Values.OrderBy(projection => projection.LastUse).Select(projection => (Projection: projection, projection.Weight)).ToList();
        var total = weights.Sum(entry => entry.Weight);
        foreach (var (projection, weight) in weights)
        {
            if (total <= cache.Events)
            {
                return;
            }

            if (weight > 0 && projection.TryForget())
            {
                total -= weight;
            }
        }
    }

    /// <summary>Loads without writing: in its turn no event can slip between the reading and the registering.</summary>
    private sealed class LoadWork(ProjectProjections projections, Guid projectId, Func<ProjectProjection, IProjectWriter, ValueTask> load) : IAppendWork
    {
        private ProjectProjection? _projection;

        public Guid ProjectId => projectId;

        public int Weight => 1;

        public bool IsReadOnly => true;

        public async ValueTask ExecuteAsync(IProjectWriter project)
        {
            _projection = await projections.BeginAsync(project, projectId);
            await load(_projection, project);
        }

        public void Committed() => projections.Commit(_projection!);

        public void RolledBack() => projections.Drop(projectId);
    }
}
