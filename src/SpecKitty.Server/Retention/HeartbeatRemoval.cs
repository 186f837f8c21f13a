using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Retention;

/// <summary>Takes superseded heartbeats of a certain age out of one project's log.</summary>
/// <remarks>
/// A heartbeat is superseded when its participant has a later one, in reducer order, in the same mission. What a reduction and a sender need of it is kept beside the log,
/// so that states, now and as they were, sequences and all other events stay as they are, and the same heartbeat sent again is still a duplicate.
/// </remarks>
/// <param name="projectId">The project.</param>
/// <param name="receivedBefore">Younger heartbeats stay.</param>
/// <param name="before">Where the round before has ended; null for the first.</param>
internal sealed class HeartbeatRemoval(Guid projectId, DateTimeOffset receivedBefore, HeartbeatRemoval? before) : IAppendWork
{
    // Bounds how long posts of the project wait for a round.
    private const int AtOnce = 2000;

    private Dictionary<(string MissionId, string ParticipantId), (Event Event, RemovedHeartbeat Remnant)> _newest = [];
    private long _lastSequence;

    public Guid ProjectId => projectId;

    public int Weight => AtOnce;

    /// <summary>How many heartbeats were removed. After the commit.</summary>
    public int Removed { get; private set; }

    /// <summary>Whether the log may hold more of them. After the commit.</summary>
    public bool LeavesMore { get; private set; }

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        var newest = before is null ? [] : new Dictionary<(string MissionId, string ParticipantId), (Event Event, RemovedHeartbeat Remnant)>(before._newest);
        var heartbeats = await project.ReadHeartbeatsAsync(before?._lastSequence ?? 0, AtOnce);
        var superseded = new List<RemovedHeartbeat>();
        var reader = new EventReader(EnvelopeRules.Ingest);
        foreach (var stored in heartbeats)
        {
            var value = reader.Read(stored.Envelope).ValueOrThrow();
            if (stored.MissionId is not { } missionId || PayloadCatalogue.Contract.Read(value).Value is not PresenceHeartbeatPayload heartbeat)
            {
                continue;
            }

            var remnant = new RemovedHeartbeat(
                stored.Sequence,
                stored.EventId,
                missionId,
                heartbeat.ParticipantId,
                value.NodeId,
                value.Timestamp.ToString(),
                value.LamportClock,
                stored.ReceivedAt,
                stored.Principal);
            var older = Supersede(newest, (missionId, heartbeat.ParticipantId), value, remnant);
            if (older is not null && older.ReceivedAt < receivedBefore)
            {
                superseded.Add(older);
            }
        }

        await project.RemoveAsync(superseded);
        Removed = superseded.Count;
        LeavesMore = heartbeats.Count == AtOnce;
        _lastSequence = heartbeats.Count == 0 ? 0 : heartbeats[^1].Sequence;
        _newest = newest;
    }

    public void Committed()
    {
    }

    public void RolledBack()
    {
    }

    // The later of two stays the newest; the other is what it supersedes.
    private static RemovedHeartbeat? Supersede(
        Dictionary<(string MissionId, string ParticipantId), (Event Event, RemovedHeartbeat Remnant)> newest,
        (string MissionId, string ParticipantId) participant,
        Event value,
        RemovedHeartbeat remnant)
    {
        if (!newest.TryGetValue(participant, out var known))
        {
            newest[participant] = (value, remnant);
            return null;
        }

        if (EventOrder.Instance.Compare(known.Event, value) > 0)
        {
            return remnant;
        }

        newest[participant] = (value, remnant);
        return known.Remnant;
    }
}
