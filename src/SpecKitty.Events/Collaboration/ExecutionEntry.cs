using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>A step that a participant is executing.</summary>
public sealed record ExecutionEntry
{
    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The work package that the step belongs to.</summary>
    public string? WpId { get; init; }

    /// <summary>The event that started it.</summary>
    public required EventId EventId { get; init; }

    /// <summary>When it started, as its participant says.</summary>
    public required EventTimestamp StartedAt { get; init; }
}
