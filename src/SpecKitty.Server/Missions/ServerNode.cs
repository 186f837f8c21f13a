using SpecKitty.Events;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>The server as an emitter of events: who takes part in a mission is its to say.</summary>
internal sealed class ServerNode(TimeProvider time)
{
    /// <summary>The node that the server emits as.</summary>
    public const string NodeId = "speckitty-server";

    private readonly UlidFactory _ids = new(time);

    /// <summary>A ULID for anything new: a mission, a participant, a session.</summary>
    public string NewId() => _ids.Next().ToString();

    /// <summary>Makes an event of a mission, with the clock right behind everything that the mission has seen.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="missionClock">The greatest clock of the mission's events.</param>
    /// <param name="payload">The payload.</param>
    public Event Emit(MissionRecord mission, long missionClock, IEventPayload payload)
    {
        var context = new EmissionContext { NodeId = NodeId, ProjectUuid = mission.ProjectId, CorrelationId = SpecKitty.Events.Envelope.EventId.Parse(mission.CorrelationId) };
        return new EventFactory(context, () => checked(missionClock + 1), time, _ids).Create(payload);
    }

    /// <summary>Makes an event of a mission at the place of another one, with an id that orders it before or after that one.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="place">The other event: the new one has its clock and its timestamp.</param>
    /// <param name="eventId">The id.</param>
    /// <param name="payload">The payload.</param>
    public Event EmitAt(MissionRecord mission, Event place, SpecKitty.Events.Envelope.EventId eventId, IEventPayload payload)
        => Emit(mission, 0, payload) with { EventId = eventId, LamportClock = place.LamportClock, Timestamp = place.Timestamp };

    /// <summary>Makes the event of a derived warning, with the clock right behind everything that the mission has seen and the id that every node would give it.</summary>
    /// <param name="warning">The warning.</param>
    /// <param name="missionClock">The greatest clock of the mission's events, the cause's included.</param>
    public Event Tell(DerivedWarning warning, long missionClock) => warning.ToEvent(NodeId, checked(missionClock + 1), EventTimestamp.From(time.GetUtcNow()));

    /// <summary>The same event under another id, where somebody has used its own for something else.</summary>
    public Event Renamed(Event told) => told with { EventId = SpecKitty.Events.Envelope.EventId.From(_ids.Next()) };
}
