using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Causality;

/// <summary>What came of a merge of concurrent events.</summary>
public sealed record ConflictResolution
{
    /// <summary>The event that holds.</summary>
    public required Event MergedEvent { get; init; }

    /// <summary>For a person: why this one.</summary>
    public required string ResolutionNote { get; init; }

    /// <summary>Whether a person should look at it. A merge of states always comes to a result, so it says false.</summary>
    public bool RequiresManualReview { get; init; }

    /// <summary>Every event that was merged, in the order given; <see cref="MergedEvent"/> is one of them.</summary>
    public required EquatableList<Event> ConflictingEvents { get; init; }
}
