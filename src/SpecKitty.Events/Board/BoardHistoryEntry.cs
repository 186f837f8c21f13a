using SpecKitty.Events.Envelope;
using SpecKitty.Events.Sync;

namespace SpecKitty.Events.Board;

/// <summary>One event in the history of a work package, a feature or the project; what its type does not have is null.</summary>
public sealed record BoardHistoryEntry
{
    /// <summary>The event.</summary>
    public required EventId EventId { get; init; }

    /// <summary>Its type.</summary>
    public required string EventType { get; init; }

    /// <summary>When it happened, as the emitter says.</summary>
    public required EventTimestamp At { get; init; }

    /// <summary>Which process emitted it.</summary>
    public required string NodeId { get; init; }

    /// <summary>The emitter's Lamport clock.</summary>
    public required long LamportClock { get; init; }

    /// <summary>The lane that a transition leaves, as the event names it.</summary>
    public string? From { get; init; }

    /// <summary>The lane that a transition enters, as the event names it.</summary>
    public string? To { get; init; }

    /// <summary>Who did it, where the event says so.</summary>
    public string? Actor { get; init; }

    /// <summary>What it says: the title of a creation, the content of an entry, the message of an error, the reason of a transition, the branch or duration of a feature.</summary>
    public string? Text { get; init; }

    /// <summary>The kind of an entry.</summary>
    public HistoryEntryType? EntryType { get; init; }

    /// <summary>The kind of an error that was logged.</summary>
    public ErrorKind? ErrorType { get; init; }

    /// <summary>The agent of an assignment.</summary>
    public string? AgentId { get; init; }

    /// <summary>What the agent is to do.</summary>
    public WorkPhase? Phase { get; init; }

    /// <summary>How often it was tried before.</summary>
    public long? RetryCount { get; init; }

    /// <summary>The dependency that was resolved.</summary>
    public string? DependencyWpId { get; init; }

    /// <summary>How it was resolved.</summary>
    public ResolutionType? Resolution { get; init; }

    /// <summary>Whether a contract transition goes past the table of transitions.</summary>
    public bool? Force { get; init; }

    /// <summary>The review that sends the work package back.</summary>
    public string? ReviewRef { get; init; }

    /// <summary>Why a transition was not applied; null when it was.</summary>
    public BoardAnomalyCode? Rejection { get; init; }

    /// <summary>For a person: why a transition was not applied.</summary>
    public string? RejectionReason { get; init; }
}
