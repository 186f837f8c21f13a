using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>Takes a project's superseded heartbeats of a certain age out of the log.</summary>
/// <remarks>
/// A heartbeat is superseded when its participant has a later one in reducer order in the same mission. What a reduction and a sender need of it is kept beside the log,
/// so that states, now and as they were, sequences and all other events stay as they are, and the same heartbeat sent again is still a duplicate.
/// </remarks>
internal sealed class HeartbeatRemoval(Guid projectId, DateTimeOffset receivedBefore) : IAppendWork
{
    // Bounds how long posts of the project wait; the next round takes the rest.
    private const int AtOnce = 5000;

    public Guid ProjectId => projectId;

    public int Weight => AtOnce;

    /// <summary>How many heartbeats were removed. After the commit.</summary>
    public int Removed { get; private set; }

    /// <summary>Whether the log holds more to look at behind <see cref="LastSequence"/>. After the commit.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Where the next round begins; set it to where the round before ended.</summary>
    public long LastSequence { get; set; }

    /// <summary>The newest heartbeat of each participant that the rounds before have met.</summary>
    public Dictionary<(string MissionId, string ParticipantId), (Event Event, StoredEvent Stored)> Newest { get; init; } = [];

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        var newest = new Dictionary<(string MissionId, string ParticipantId), (Event Event, StoredEvent Stored)>(Newest);
        var heartbeats = await project.ReadAsync(new EventQuery { AfterSequence = LastSequence, EventTypes = [CollaborationEventTypes.PresenceHeartbeat], Limit = AtOnce });
        var superseded = new List<RemovedHeartbeat>();
        var reader = new EventReader(EnvelopeRules.Ingest);
        foreach (var stored in heartbeats)
        {
            var value = reader.Read(stored.Envelope).ValueOrThrow();
            if (stored.MissionId is not { } missionId || PayloadCatalogue.Contract.Read(value).Value is not PresenceHeartbeatPayload heartbeat)
            {
                continue;
            }

            var key = (missionId, heartbeat.ParticipantId);
            if (!newest.TryGetValue(key, out var known))
            {
                newest[key] = (value, stored);
                continue;
            }

            var isLater = EventOrder.Compare(known.Event, value) < 0;
            var (older, olderStored) = isLater ? known : (value, stored);
            if (isLater)
            {
                newest[key] = (value, stored);
            }

            if (olderStored.ReceivedAt < receivedBefore)
            {
                superseded.Add(Rest(older, olderStored, missionId, heartbeat.ParticipantId));
            }
        }

        await project.RemoveAsync(superseded);
        _pending = (superseded.Count, heartbeats.Count == AtOnce, heartbeats.Count == 0 ? LastSequence : heartbeats[^1].Sequence, newest);
    }
}
