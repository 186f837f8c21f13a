using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>A decision of a mission.</summary>
public sealed record DecisionEntry
{
    /// <summary>The decision.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The event that recorded it.</summary>
    public required EventId EventId { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>What it is about.</summary>
    public required string Topic { get; init; }

    /// <summary>What was decided.</summary>
    public required string ChosenOption { get; init; }

    /// <summary>The warning that it answers.</summary>
    public string? ReferencedWarningId { get; init; }

    /// <summary>Why.</summary>
    public string? Rationale { get; init; }
}
