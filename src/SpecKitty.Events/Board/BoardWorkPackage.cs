using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>A work package on the board.</summary>
public sealed record BoardWorkPackage
{
    /// <summary>The feature; empty where it is not known.</summary>
    public required string FeatureSlug { get; init; }

    /// <summary>The work package; unique in its feature.</summary>
    public required string WpId { get; init; }

    /// <summary>Its title; null until its creation is known.</summary>
    public string? Title { get; init; }

    /// <summary>The canonical lane that it is in; planned until something has moved it.</summary>
    public required Lane Lane { get; init; }

    /// <summary>The lane of the wire that <see cref="Lane"/> travels as.</summary>
    public SyncLane SyncLane => Lane.ToSyncV1();

    /// <summary>When it came there, as the emitter says; null until something has moved it, as the next.</summary>
    public EventTimestamp? LastTransitionAt { get; init; }

    /// <summary>The event that brought it there.</summary>
    public EventId? LastTransitionEventId { get; init; }

    /// <summary>Why it counts as done; null in every other lane, and when the wire alone says so.</summary>
    public DoneEvidence? Evidence { get; init; }

    /// <summary>Who works on it, as assigned last.</summary>
    public BoardAssignment? Assignment { get; init; }

    /// <summary>The work packages that come before it, by id.</summary>
    public EquatableList<BoardDependency> Dependencies { get; init; } = EquatableList<BoardDependency>.Empty;

    /// <summary>How many entries of its history are errors: logged, or added as such.</summary>
    public int ErrorCount { get; init; }

    /// <summary>Everything that happened to it, in reducer order.</summary>
    public EquatableList<BoardHistoryEntry> History { get; init; } = EquatableList<BoardHistoryEntry>.Empty;
}
