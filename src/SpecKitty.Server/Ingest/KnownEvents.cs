using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Ingest;

/// <summary>Which events of a post the project has already: in its log, removed by retention, or earlier in the same post.</summary>
internal sealed class KnownEvents
{
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> _stored;
    private readonly IReadOnlyDictionary<string, RemovedHeartbeat> _removed;
    private readonly Dictionary<string, Candidate> _accepted = new(StringComparer.Ordinal);

    private KnownEvents(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> stored, IReadOnlyDictionary<string, RemovedHeartbeat> removed)
    {
        _stored = stored;
        _removed = removed;
    }

    /// <summary>Looks a post's events up.</summary>
    public static async ValueTask<KnownEvents> FindAsync(IProjectWriter project, IReadOnlyList<Candidate> events)
    {
        // A project without events has none of these.
        if (events.Count == 0 || project.Project is null or { LastSequence: 0 })
        {
            return new KnownEvents(new Dictionary<string, ReadOnlyMemory<byte>>(), new Dictionary<string, RemovedHeartbeat>());
        }

        var stored = await project.FindEventsAsync([.. events.Select(candidate => candidate.EventId)]);
        string[] heartbeats = [.. events
            .Where(candidate => candidate.Event.EventType == CollaborationEventTypes.PresenceHeartbeat && !stored.ContainsKey(candidate.EventId))
            .Select(candidate => candidate.EventId)];
        return new KnownEvents(stored, heartbeats.Length == 0 ? new Dictionary<string, RemovedHeartbeat>() : await project.FindRemovedAsync(heartbeats));
    }

    /// <summary>Notes an event that the post adds.</summary>
    public void Add(Candidate candidate) => _accepted.Add(candidate.EventId, candidate);

    /// <summary>Whether the known event of the same id is the same event.</summary>
    /// <returns>Null when no event of this id is known.</returns>
    public bool? Compare(Candidate candidate)
    {
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

    // The rest of a removed heartbeat is gone, so what is left of it decides.
    private static bool IsSame(Candidate candidate, RemovedHeartbeat removed)
        => candidate.MissionId == removed.MissionId
        && candidate.Payload is PresenceHeartbeatPayload heartbeat
        && heartbeat.ParticipantId == removed.ParticipantId
        && candidate.Event.NodeId == removed.NodeId
        && candidate.Event.LamportClock == removed.LamportClock
        && candidate.Event.Timestamp.ToString() == removed.Timestamp;
}
