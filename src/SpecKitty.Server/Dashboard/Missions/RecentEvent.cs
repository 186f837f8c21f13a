using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>An event of the log, read for the timeline.</summary>
/// <param name="Stored">The event as it is kept.</param>
/// <param name="Payload">Its payload; null when this server cannot read it.</param>
internal sealed record RecentEvent(StoredEvent Stored, IEventPayload? Payload)
{
    /// <summary>Reads an event of the log.</summary>
    public static RecentEvent Read(StoredEvent stored, EventReader reader)
    {
        var value = reader.Read(stored.Envelope).Value;
        var payload = value is null ? null : PayloadCatalogue.Wire.Read(value).Value ?? PayloadCatalogue.Contract.Read(value).Value;
        return new RecentEvent(stored, payload);
    }

    /// <summary>The event as a line of the timeline.</summary>
    public TimelineView Show(IReadOnlyDictionary<string, ParticipantView> participants)
    {
        var actor = Payload is ISingleActorPayload single ? participants.GetValueOrDefault(single.ParticipantId) : null;
        var (who, sentence, tone) = EventSentence.Of(Stored.EventType, Payload);
        return new TimelineView(Stored.Sequence, Stored.ReceivedAt, actor, who, sentence, tone, Stored.EventType);
    }
}
