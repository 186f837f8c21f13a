using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;

namespace SpecKitty.Events.Status;

/// <summary>Where a work package stands.</summary>
public sealed record WorkPackageState
{
    /// <summary>The work package.</summary>
    public required string WpId { get; init; }

    /// <summary>The lane that it is in.</summary>
    public required Lane CurrentLane { get; init; }

    /// <summary>The event that brought it there.</summary>
    public required EventId LastEventId { get; init; }

    /// <summary>When, as the emitter says.</summary>
    public required EventTimestamp LastTransitionAt { get; init; }

    /// <summary>Why it counts as done; null in every other lane.</summary>
    public DoneEvidence? Evidence { get; init; }
}
