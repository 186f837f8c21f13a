using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>A warning that a log calls for and does not hold.</summary>
/// <remarks>The same overlap gives the same warning with the same ids wherever it is derived, so that two who emit it emit one event.</remarks>
public sealed record DerivedWarning
{
    /// <summary>The warning: <c>drivers-</c>, <c>step-</c> or <c>wp-</c> and 32 hexadecimal digits that mission, subject and participants decide.</summary>
    public required string WarningId { get; init; }

    /// <summary>The event type: <c>ConcurrentDriverWarning</c> or <c>PotentialStepCollisionDetected</c>.</summary>
    public required string WarningType { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>Everybody who shares the subject, at least two.</summary>
    public required EquatableSet ParticipantIds { get; init; }

    /// <summary>What the participants drive on; null for a collision of steps.</summary>
    public FocusTarget? FocusTarget { get; init; }

    /// <summary>The step that was started; null for drivers, and empty when the start names none, as only a log that breaks the contract has it. The participants run it all when the id begins with <c>step-</c>.</summary>
    public string? StepId { get; init; }

    /// <summary>The work package of the started step, where it names one. The participants all run steps on it when the id begins with <c>wp-</c>.</summary>
    public string? WpId { get; init; }

    /// <summary><c>info</c> when all participants are contexts of one principal, else <c>warning</c>.</summary>
    public required WarningSeverity Severity { get; init; }

    /// <summary>The event that made the overlap.</summary>
    public required Event Cause { get; init; }

    /// <summary>The payload that says it.</summary>
    /// <returns>A payload of <see cref="WarningType"/>.</returns>
    public IWarningPayload ToPayload() => FocusTarget is { } target
        ? new ConcurrentDriverWarningPayload
        {
            WarningId = WarningId,
            MissionId = MissionId,
            ParticipantIds = ParticipantIds.ToEquatableList(),
            FocusTarget = target,
            Severity = Severity,
        }
        : new PotentialStepCollisionDetectedPayload
        {
            WarningId = WarningId,
            MissionId = MissionId,
            ParticipantIds = ParticipantIds.ToEquatableList(),
            StepId = StepId!,
            WpId = WpId,
            Severity = Severity,
        };

    /// <summary>The event that tells it: of the cause's project and run, caused by the cause, with the id that every emitter would give it.</summary>
    /// <param name="nodeId">Which process emits it. At least one character.</param>
    /// <param name="lamportClock">The emitter's Lamport clock; greater than the cause's.</param>
    /// <param name="timestamp">When it is emitted.</param>
    /// <returns>An envelope, valid when the cause's is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The clock is not behind the cause's.</exception>
    public Event ToEvent(string nodeId, long lamportClock, EventTimestamp timestamp)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeId);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lamportClock, Cause.LamportClock);
        return new Event
        {
            EventId = WarningIds.OfEvent(Cause.ProjectUuid, WarningId),
            EventType = WarningType,
            AggregateId = EnvelopeMapping.MissionAggregate(MissionId),
            AggregateType = "Mission",
            Payload = ContractJson.Write(ToPayload()),
            Timestamp = timestamp,
            NodeId = nodeId,
            LamportClock = lamportClock,
            CausationId = Cause.EventId,
            ProjectUuid = Cause.ProjectUuid,
            ProjectSlug = Cause.ProjectSlug,
            CorrelationId = Cause.CorrelationId,
            DataTier = Cause.DataTier,
        };
    }
}
