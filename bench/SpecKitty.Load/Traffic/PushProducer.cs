using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Load.Traffic;

/// <summary>Makes events one by one whose arrival can be told: comments with their ids, and focus on targets where nobody was before.</summary>
internal sealed class PushProducer
{
    private readonly TrafficPlace _place;
    private readonly EventFactory _factory;
    private long _clock;
    private int _target;
    private int _comment;

    public PushProducer(TrafficPlace place)
    {
        _place = place;
        _clock = place.Clock;
        var context = new EmissionContext { NodeId = "0a1b2c3d4e5f", ProjectUuid = place.ProjectId, CorrelationId = place.Run };
        _factory = new EventFactory(context, () => ++_clock, TimeProvider.System, new UlidFactory(TimeProvider.System));
    }

    /// <summary>The target that the second participant goes to next.</summary>
    public string Target => $"WP-{_target:D6}";

    /// <summary>Two participants who mean to drive.</summary>
    public byte[][] Drive() => [.. _place.Participants.Take(2).Select(id => Write(new DriveIntentSetPayload { MissionId = _place.MissionId, ParticipantId = id, Intent = DriveIntent.Active }))];

    /// <summary>A comment, and what stands in it alone.</summary>
    public (byte[] Envelope, string Id) Comment()
    {
        var id = $"comment-{++_comment:D8}";
        return (Write(new CommentPostedPayload { MissionId = _place.MissionId, ParticipantId = _place.Participants[0], CommentId = id, Content = "The reader of batches looks good to me; I take the limits and their tests next." }), id);
    }

    /// <summary>The first participant goes where nobody is.</summary>
    public byte[] FocusFirst()
    {
        _target++;
        return Focus(0);
    }

    /// <summary>The second follows, which calls for a warning.</summary>
    public byte[] FocusSecond() => Focus(1);

    private byte[] Focus(int participant) => Write(new FocusChangedPayload
    {
        MissionId = _place.MissionId,
        ParticipantId = _place.Participants[participant],
        FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = Target },
    });

    private byte[] Write(IEventPayload payload)
    {
        // The server's own events move the mission's clock on, too.
        _clock += 2;
        return EventWriter.ToUtf8(_factory.Create(payload));
    }
}
