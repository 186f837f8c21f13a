using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Projections;

/// <summary>One project in memory: its board and those of its missions that somebody wanted, all of them up to the same sequence of its log.</summary>
/// <remarks>
/// A work on the project changes it inside its transaction, before the commit, between <see cref="BeginAsync"/> and <see cref="Commit"/>; only one work runs at a time.
/// Readers come from anywhere and only ever get what is committed. Other nodes write to the same log: each work begins by following what they have added.
/// </remarks>
internal sealed class ProjectProjection(Guid projectId)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MissionProjection> _missions = new(StringComparer.Ordinal);
    private readonly List<Action> _waiting = [];
    private BoardProjection? _board;
    private long _sequence;
    private bool _isBusy;
    private bool _isDropped;

    /// <summary>The project.</summary>
    public Guid ProjectId => projectId;

    /// <summary>Whether nothing of it is in memory.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return HoldsNothing;
            }
        }
    }

    /// <summary>When it was last wanted, in the order of a counter.</summary>
    public long LastUse { get; set; }

    /// <summary>How many events it holds in memory.</summary>
    public long Weight
    {
        get
        {
            lock (_gate)
            {
                return _missions.Values.Sum(mission => (long)mission.Weight) + (_board?.Weight ?? 0);
            }
        }
    }

    /// <summary>Whether a mission is in memory.</summary>
    public bool Holds(string missionId)
    {
        lock (_gate)
        {
            return _missions.ContainsKey(missionId);
        }
    }

    private bool HoldsNothing => _missions.Count == 0 && _board is null;

    /// <summary>Begins a work: takes in what was added to the log since the last one. For the writer.</summary>
    public async ValueTask BeginAsync(IProjectWriter project)
    {
        lock (_gate)
        {
            _isBusy = true;
        }

        var last = project.Project?.LastSequence ?? 0;
        if (_sequence < last && !HoldsNothing)
        {
            await LogReplay.ReplayAsync(
                project.ReadAsync,
                new EventQuery { AfterSequence = _sequence, UpToSequence = last },
                null,
                (value, stored) => Apply(value, stored.MissionId, Arrival.Of(stored)));
        }

        _sequence = last;
    }

    /// <summary>Finds which events are in memory exactly as they come. For the writer, whether its work has begun or not.</summary>
    /// <param name="wanted">The events, with the missions that they are of.</param>
    /// <returns>Those, by reference. The others may be in the log nevertheless, as they come or otherwise.</returns>
    public IReadOnlySet<Event> FindLoaded(IEnumerable<(string? MissionId, Event Event)> wanted)
    {
        var found = new HashSet<Event>(ReferenceEqualityComparer.Instance);
        lock (_gate)
        {
            foreach (var (missionId, value) in wanted)
            {
                if (missionId is not null && _missions.TryGetValue(missionId, out var mission) && value.Equals(mission.Find(value.EventId)))
                {
                    found.Add(value);
                }
            }
        }

        return found;
    }

    /// <summary>A mission, loaded from the log when it is not in memory. For the writer, in a work that has begun.</summary>
    public async ValueTask<MissionProjection> LoadMissionAsync(IProjectWriter project, string missionId)
    {
        if (_missions.TryGetValue(missionId, out var known))
        {
            return known;
        }

        var mission = new MissionProjection(missionId);
        await LogReplay.ReplayAsync(project.ReadAsync, new EventQuery { MissionId = missionId, UpToSequence = _sequence }, null, (value, stored) => mission.Apply(value, Arrival.Of(stored)));
        lock (_gate)
        {
            _missions.Add(missionId, mission);
        }

        return mission;
    }

    /// <summary>Puts a mission into memory that was read beside the writers, unless it is there. For the writer, in a work that has begun.</summary>
    /// <param name="project">The project.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="mission">What was read.</param>
    /// <param name="upTo">The sequence up to which it was read.</param>
    public async ValueTask TakeMissionAsync(IProjectWriter project, string missionId, MissionProjection mission, long upTo)
    {
        if (_missions.ContainsKey(missionId))
        {
            return;
        }

        if (upTo < _sequence)
        {
            var rest = new EventQuery { MissionId = missionId, AfterSequence = upTo, UpToSequence = _sequence };
            await LogReplay.ReplayAsync(project.ReadAsync, rest, null, (value, stored) => mission.Apply(value, Arrival.Of(stored)));
        }

        lock (_gate)
        {
            _missions.Add(missionId, mission);
        }
    }

    /// <summary>Puts a board into memory that was read beside the writers, unless there is one. For the writer, in a work that has begun.</summary>
    /// <param name="project">The project.</param>
    /// <param name="board">What was read.</param>
    /// <param name="upTo">The sequence up to which it was read.</param>
    public async ValueTask TakeBoardAsync(IProjectWriter project, BoardProjection board, long upTo)
    {
        if (_board is not null)
        {
            return;
        }

        if (upTo < _sequence)
        {
            var rest = new EventQuery { EventTypes = BoardEventTypes.All, AfterSequence = upTo, UpToSequence = _sequence };
            await LogReplay.ReplayAsync(project.ReadAsync, rest, null, (value, stored) => board.Apply(value, stored.Sequence));
        }

        lock (_gate)
        {
            _board = board;
        }
    }

    /// <summary>Takes an event in that the work adds to the log. For the writer.</summary>
    public void Apply(Event value, string? missionId, Arrival arrival)
    {
        FindForWriting(missionId)?.Apply(value, arrival);
        Pass(value, arrival);
    }

    /// <summary>Takes an event in that the work adds to the log as it happens. For the writer.</summary>
    /// <returns>The warnings that its mission now calls for and does not hold; none when the mission is not in memory.</returns>
    public IReadOnlyList<DerivedWarning> Admit(Event value, string? missionId, Arrival arrival)
    {
        var warnings = FindForWriting(missionId)?.Admit(value, arrival) ?? [];
        Pass(value, arrival);
        return warnings;
    }

    /// <summary>What was taken in is durable. For the writer.</summary>
    public void Commit()
    {
        lock (_gate)
        {
            _isBusy = false;
            foreach (var answer in _waiting)
            {
                answer();
            }

            _waiting.Clear();
        }
    }

    /// <summary>What was taken in is gone, and this projection with it. For the writer.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _isDropped = true;
            _isBusy = false;
            foreach (var answer in _waiting)
            {
                answer();
            }

            _waiting.Clear();
        }
    }

    /// <summary>Forgets everything, unless a work is under way.</summary>
    /// <returns>False when a work is under way, and nothing was forgotten.</returns>
    public bool TryForget()
    {
        lock (_gate)
        {
            if (_isBusy)
            {
                return false;
            }

            _missions.Clear();
            _board = null;
            return true;
        }
    }

    /// <summary>A mission as it is after the last commit.</summary>
    /// <param name="missionId">The mission.</param>
    /// <param name="atLeast">The sequence that the answer must know of.</param>
    /// <returns>The mission; null when it is not in memory, or not so far.</returns>
    public Task<MissionSnapshot?> ReadMissionAsync(string missionId, long atLeast)
        => ReadAsync(atLeast, () => _missions.TryGetValue(missionId, out var mission) ? mission.Snapshot() : null);

    /// <summary>The board as it is after the last commit.</summary>
    /// <param name="atLeast">The sequence that the answer must know of.</param>
    /// <returns>The board; null when it is not in memory, or not so far.</returns>
    public Task<BoardSnapshot?> ReadBoardAsync(long atLeast) => ReadAsync(atLeast, () => _board?.Snapshot());

    private MissionProjection? FindForWriting(string? missionId) => missionId is null ? null : _missions.GetValueOrDefault(missionId);

    private void Pass(Event value, Arrival arrival)
    {
        _sequence = arrival.Sequence;
        _board?.Apply(value, arrival.Sequence);
    }

    private Task<T?> ReadAsync<T>(long atLeast, Func<T?> read)
        where T : class
    {
        lock (_gate)
        {
            if (!_isBusy)
            {
                return Task.FromResult(Read());
            }

            // The writer answers at its commit, before the next work begins: a busy project keeps no reader waiting for a pause.
            var committed = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(Answer);
            return committed.Task;

            // A reader's fault is the reader's to see, not the writer's.
            void Answer()
            {
                try
                {
                    committed.SetResult(Read());
                }
#pragma warning disable CA1031 // Whatever it is.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    committed.SetException(exception);
                }
            }
        }

        T? Read() => !_isDropped && _sequence >= atLeast ? read() : null;
    }
}
