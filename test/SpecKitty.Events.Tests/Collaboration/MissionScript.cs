using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Collaboration;

/// <summary>Writes the log of one mission, event by event. Clocks go up by ten, so that something can be put in between.</summary>
internal sealed class MissionScript(string missionId = "M1")
{
    public static readonly Guid Project = new("3f2b8c1e-6d4a-4f0b-9a77-5c1d2e3f4a5b");

    private static readonly DateTimeOffset Start = new(2026, 2, 15, 10, 0, 0, TimeSpan.Zero);
    private int _number;

    public List<Event> Events { get; } = [];

    public Event Join(string participant, string? principal = null, ParticipantType type = ParticipantType.Human) => Add(new ParticipantJoinedPayload
    {
        ParticipantId = participant,
        MissionId = missionId,
        ParticipantIdentity = new ParticipantIdentity { ParticipantId = participant, ParticipantType = type },
        AuthPrincipalId = principal,
    });

    public void JoinAll(params string[] participants)
    {
        foreach (var participant in participants)
        {
            Join(participant, $"user-{participant}");
        }
    }

    public Event Leave(string participant) => Add(new ParticipantLeftPayload { ParticipantId = participant, MissionId = missionId });

    public Event Heartbeat(string participant) => Add(new PresenceHeartbeatPayload { ParticipantId = participant, MissionId = missionId });

    public Event Drive(string participant, bool isActive = true)
        => Add(new DriveIntentSetPayload { ParticipantId = participant, MissionId = missionId, Intent = isActive ? DriveIntent.Active : DriveIntent.Inactive });

    public Event Focus(string participant, string target) => Add(new FocusChangedPayload { ParticipantId = participant, MissionId = missionId, FocusTarget = FocusTarget.FromKey(target)! });

    public Event DriveOn(string participant, string target)
    {
        Focus(participant, target);
        return Drive(participant);
    }

    public Event StartStep(string participant, string step, string? workPackage = null)
        => Add(new PromptStepExecutionStartedPayload { ParticipantId = participant, MissionId = missionId, StepId = step, WpId = workPackage });

    public Event EndStep(string participant, string step)
        => Add(new PromptStepExecutionCompletedPayload { ParticipantId = participant, MissionId = missionId, StepId = step, Outcome = StepOutcome.Success });

    public Event Acknowledge(string participant, string warning, Acknowledgement answer)
        => Add(new WarningAcknowledgedPayload { ParticipantId = participant, MissionId = missionId, WarningId = warning, Acknowledgement = answer });

    public Event WarnDrivers(string warning, string target, params string[] participants) => Add(new ConcurrentDriverWarningPayload
    {
        WarningId = warning,
        MissionId = missionId,
        ParticipantIds = participants.ToEquatableList(),
        FocusTarget = FocusTarget.FromKey(target)!,
        Severity = WarningSeverity.Warning,
    });

    public Event WarnStep(string warning, string step, string? workPackage, params string[] participants) => Add(new PotentialStepCollisionDetectedPayload
    {
        WarningId = warning,
        MissionId = missionId,
        ParticipantIds = participants.ToEquatableList(),
        StepId = step,
        WpId = workPackage,
        Severity = WarningSeverity.Warning,
    });

    /// <summary>Adds an event of a payload, with the next clock and id.</summary>
    public Event Add(IEventPayload payload)
    {
        var number = ++_number;
        var (eventType, aggregateType, aggregateId) = EnvelopeMapping.Of(payload);
        var made = new Event
        {
            EventId = SampleEvents.Id(number),
            EventType = eventType,
            AggregateType = aggregateType,
            AggregateId = aggregateId!,
            Payload = ContractJson.Write(payload),
            Timestamp = EventTimestamp.From(Start.AddSeconds(number)),
            NodeId = "node-1",
            LamportClock = number * 10,
            ProjectUuid = Project,
            CorrelationId = SampleEvents.Id(9999),
        };
        Events.Add(made);
        return made;
    }
}
