using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Status;

/// <summary>What a log of work-package transitions amounts to.</summary>
public sealed record StatusState
{
    /// <summary>The work packages, by id.</summary>
    public EquatableMap<string, WorkPackageState> WpStates { get; init; } = EquatableMap<string, WorkPackageState>.Empty;

    /// <summary>The transitions that were not applied: first those with invalid payloads, then the others, each in processing order.</summary>
    public EquatableList<TransitionAnomaly> Anomalies { get; init; } = EquatableList<TransitionAnomaly>.Empty;

    /// <summary>How many transitions there are, each id once, those not applied included.</summary>
    public int EventCount { get; init; }

    /// <summary>The last transition in reducer order.</summary>
    public EventId? LastProcessedEventId { get; init; }
}
