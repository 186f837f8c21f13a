using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Ingest;

/// <summary>Which events of a post the project has already: in its log, removed by retention, or earlier in the same post.</summary>
internal sealed class KnownEvents
{
    private static readonly IReadOnlySet<Event> NoneLoaded = new HashSet<Event>();
    private static readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> NoneStored = new Dictionary<string, ReadOnlyMemory<byte>>();
    private static readonly IReadOnlyDictionary<string, RemovedHeartbeat> NoneRemoved = new Dictionary<string, RemovedHeartbeat>();

    private readonly IReadOnlySet<Event> _loaded;
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> _stored;
    private readonly IReadOnlyDictionary<string, RemovedHeartbeat> _removed;
    private readonly Dictionary<string, Candidate> _accepted = new(StringComparer.Ordinal);

    private KnownEvents(
        IReadOnlySet<Event> loaded,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> stored,
        IReadOnlyDictionary<string, RemovedHeartbeat> removed)
    {
        _loaded = loaded;
        _stored = stored;
        _removed = removed;
    }

    /// <summary>The ids of a post's events that only the store can know.</summary>
    /// <param name="projection">What of the project is in memory; null for nothing.</param>
    /// <param name="events">The events.</param>
    public static IReadOnlyCollection<string> FindUnloaded(ProjectProjection? projection, IReadOnlyList<Candidate> events)
        => Unloaded(events, projection is null ? NoneLoaded : Load(projection, events));

    /// <summary>Looks a post's events up: in memory first, as an answer that was lost is asked for again soon.</summary>
    public static async ValueTask<KnownEvents> FindAsync(IProjectWriter project, ProjectProjection projection, IReadOnlyList<Candidate> events)
    {
        // A project without events has none of these.
        if (events.Count == 0 || project.Project is null or { LastSequence: 0 })
        {
            return new KnownEvents(NoneLoaded, NoneStored, NoneRemoved);
        }

        var loaded = Load(projection, events);
        var unloaded = Unloaded(events, loaded);
        var stored = unloaded.Count == 0 ? NoneStored : await project.FindEventsAsync(unloaded);
        string[] heartbeats = [.. events
            .Where(candidate => candidate.Event.EventType == CollaborationEventTypes.PresenceHeartbeat
                && !loaded.Contains(candidate.Event)
                && !stored.ContainsKey(candidate.EventId))
            .Select(candidate => candidate.EventId)];
        return new KnownEvents(loaded, stored, heartbeats.Length == 0 ? NoneRemoved : await project.FindRemovedAsync(heartbeats));
    }

    /// <summary>Notes an event that the post adds.</summary>
    public void Add(Candidate candidate) => _accepted.Add(candidate.EventId, candidate);

    /// <summary>Whether the project has an event of an id that was not asked for before, or the post adds one.</summary>
    public async ValueTask<bool> IsTakenAsync(IProjectWriter project, string eventId)
        => _accepted.ContainsKey(eventId)
        || (project.Project is { LastSequence: > 0 } && ((await project.FindEventsAsync([eventId])).Count > 0 || (await project.FindRemovedAsync([eventId])).Count > 0));

    /// <summary>Whether the known event of the same id is the same event.</summary>
    /// <returns>Null when no event of this id is known.</returns>
    public bool? Compare(Candidate candidate)
    {
        if (_loaded.Contains(candidate.Event))
        {
            return true;
        }

        if (_stored.TryGetValue(candidate.EventId, out var stored))
        {
            return candidate.Envelope.Span.SequenceEqual(stored.Span)
                || candidate.Event.Equals(new EventReader(EnvelopeRules.Ingest).Read(stored).ValueOrThrow());
        }

        if (_removed.TryGetValue(candidate.EventId, out var removed))
        {
            return IsSame(candidate, removed);
        }

        return _accepted.TryGetValue(candidate.EventId, out var earlier) ? candidate.Event.Equals(earlier.Event) : null;
    }

    private static IReadOnlySet<Event> Load(ProjectProjection projection, IReadOnlyList<Candidate> events)
        => projection.FindLoaded(events.Select(candidate => (candidate.MissionId, candidate.Event)));

    private static IReadOnlyCollection<string> Unloaded(IReadOnlyList<Candidate> events, IReadOnlySet<Event> loaded)
        => [.. events.Where(candidate => !loaded.Contains(candidate.Event)).Select(candidate => candidate.EventId)];

    // The rest of a removed heartbeat is gone, so what is left of it decides.
    private static bool IsSame(Candidate candidate, RemovedHeartbeat removed)
        => candidate.MissionId == removed.MissionId
        && candidate.Payload is PresenceHeartbeatPayload heartbeat
        && heartbeat.ParticipantId == removed.ParticipantId
        && candidate.Event.NodeId == removed.NodeId
        && candidate.Event.LamportClock == removed.LamportClock
        && candidate.Event.Timestamp.ToString() == removed.Timestamp;
}
