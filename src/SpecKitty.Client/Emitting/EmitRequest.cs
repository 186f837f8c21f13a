using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Emitting;

/// <summary>An event to be made: its type and payload, and what of the rest should not be taken from the surroundings.</summary>
public sealed record EmitRequest
{
    /// <summary>The event type, exact.</summary>
    public required string EventType { get; init; }

    /// <summary>The payload. <c>mission_id</c> and <c>participant_id</c> may be left out where the type has them.</summary>
    public required JsonText Payload { get; init; }

    /// <summary>The mission; null for the payload's, else the one used last in this project.</summary>
    public string? MissionId { get; init; }

    /// <summary>
    /// Who acts, by id or display name: one who was joined to the mission from this machine. Null for the only one who was. Ignored where the payload says who acts, and where
    /// the event type has no one who does.
    /// </summary>
    public string? Participant { get; init; }

    /// <summary>
    /// Whether <see cref="Participant"/> is taken as the id of one who was joined elsewhere, when none was joined to the mission from this machine: a container is told who it is
    /// and remembers nothing. False by default, since a name that is known nowhere is mostly a mistake.
    /// </summary>
    public bool AcceptsUnknownParticipant { get; init; }

    /// <summary>What it happened to; null for what the contract's mapping says.</summary>
    public string? AggregateId { get; init; }

    /// <summary>The run that it belongs to; null for the mission's.</summary>
    public EventId? CorrelationId { get; init; }

    /// <summary>The event that caused it; null for none.</summary>
    public EventId? CausationId { get; init; }
}
