using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Validation;

namespace SpecKitty.Load.Traffic;

/// <summary>Makes the events of many contexts that all work on one target: each of them focuses on it and drives, so that each calls for a warning.</summary>
internal sealed class CrowdProducer(TrafficPlace place)
{
    private readonly UlidFactory _ids = new(TimeProvider.System);
    private long _clock = place.Clock;
    private readonly Random _random = new(1);
    private readonly HashSet<string> _driving = new(StringComparer.Ordinal);

    /// <summary>All participants gather on the target, one after the other.</summary>
    public LoadEvent[] Gather() => [.. place.Participants.SelectMany(id => new[] { Focus(id), Toggle(id) })];

    /// <summary>The next events of a crowd that never rests: one or another stops or drives again, and nearly every one who drives again makes a set that was never warned of.</summary>
    public LoadEvent[] Stir(int count) => [.. Enumerable.Range(0, count).Select(_ => Toggle(place.Participants[_random.Next(place.Participants.Count)]))];

    private LoadEvent Toggle(string id)
    {
        if (_driving.Remove(id))
        {
            return Drive(id, DriveIntent.Inactive);
        }

        _driving.Add(id);
        return Drive(id, DriveIntent.Active);
    }

    private LoadEvent Focus(string id) => Make(new FocusChangedPayload
    {
        MissionId = place.MissionId,
        ParticipantId = id,
        FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" },
    });

    private LoadEvent Drive(string id, DriveIntent intent) => Make(new DriveIntentSetPayload { MissionId = place.MissionId, ParticipantId = id, Intent = intent });

    private LoadEvent Make(IEventPayload payload)
    {
        var (eventType, aggregateType, aggregateId) = EnvelopeMapping.Of(payload);
        var made = new Event
        {
            EventId = EventId.From(_ids.Next()),
            EventType = eventType,
            AggregateId = aggregateId!,
            AggregateType = aggregateType,
            Payload = ContractJson.Write(payload),
            Timestamp = EventTimestamp.From(TimeProvider.System.GetUtcNow()),
            NodeId = "0a1b2c3d4e5f",
            LamportClock = ++_clock,
            ProjectUuid = place.ProjectId,
            CorrelationId = place.Run,
        };
        return new LoadEvent(made.EventId.ToString(), place.MissionId, eventType, made.LamportClock, EventWriter.ToUtf8(made));
    }
}
