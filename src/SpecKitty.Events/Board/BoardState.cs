using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>What the log of a project amounts to as a board.</summary>
public sealed record BoardState
{
    /// <summary>The features, by slug; the empty slug stands for work packages whose feature is not known.</summary>
    public EquatableMap<string, BoardFeature> Features { get; init; } = EquatableMap<string, BoardFeature>.Empty;

    /// <summary>The work packages, by feature and id.</summary>
    public EquatableList<BoardWorkPackage> WorkPackages { get; init; } = EquatableList<BoardWorkPackage>.Empty;

    /// <summary>What happened outside of any work package and feature, in reducer order: errors.</summary>
    public EquatableList<BoardHistoryEntry> History { get; init; } = EquatableList<BoardHistoryEntry>.Empty;

    /// <summary>The events that did not fold as they should, in reducer order.</summary>
    public EquatableList<BoardAnomaly> Anomalies { get; init; } = EquatableList<BoardAnomaly>.Empty;

    /// <summary>How many events of the board there are, each id once, those without effect included.</summary>
    public int EventCount { get; init; }

    /// <summary>The last event of the board in reducer order.</summary>
    public EventId? LastProcessedEventId { get; init; }
}
