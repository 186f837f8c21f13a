using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>What a log of collaboration events amounts to: who takes part, who drives, who works on what, and what was warned, said and decided.</summary>
/// <remarks>Equal by value. Maps are in code-point order of their keys and sets are sorted, so that equal states are written as equal bytes.</remarks>
public sealed record CollaborationState
{
    /// <summary>The mission; empty when no event names one.</summary>
    public string MissionId { get; init; } = "";

    /// <summary>The roster: everybody who takes part now.</summary>
    public EquatableMap<string, ParticipantIdentity> Participants { get; init; } = EquatableMap<string, ParticipantIdentity>.Empty;

    /// <summary>Everybody who took part and has left.</summary>
    public EquatableMap<string, ParticipantIdentity> DepartedParticipants { get; init; } = EquatableMap<string, ParticipantIdentity>.Empty;

    /// <summary>The latest heartbeat of each participant, in reducer order.</summary>
    public EquatableMap<string, EventTimestamp> Presence { get; init; } = EquatableMap<string, EventTimestamp>.Empty;

    /// <summary>Who drives.</summary>
    public EquatableSet ActiveDrivers { get; init; } = EquatableSet.Empty;

    /// <summary>What each participant works on.</summary>
    public EquatableMap<string, FocusTarget> FocusByParticipant { get; init; } = EquatableMap<string, FocusTarget>.Empty;

    /// <summary>Who works on each target.</summary>
    public EquatableMap<FocusTarget, EquatableSet> ParticipantsByFocus { get; init; } = EquatableMap<FocusTarget, EquatableSet>.Empty;

    /// <summary>The warnings, in the order in which their ids first came up.</summary>
    public EquatableList<WarningEntry> Warnings { get; init; } = EquatableList<WarningEntry>.Empty;

    /// <summary>The decisions, in reducer order.</summary>
    public EquatableList<DecisionEntry> Decisions { get; init; } = EquatableList<DecisionEntry>.Empty;

    /// <summary>The comments, in reducer order.</summary>
    public EquatableList<CommentEntry> Comments { get; init; } = EquatableList<CommentEntry>.Empty;

    /// <summary>The steps that each participant is executing, in the order of their starts.</summary>
    public EquatableMap<string, EquatableList<string>> ActiveExecutions { get; init; } = EquatableMap<string, EquatableList<string>>.Empty;

    /// <summary>The sessions that each participant has linked, in reducer order.</summary>
    public EquatableMap<string, EquatableList<string>> LinkedSessions { get; init; } = EquatableMap<string, EquatableList<string>>.Empty;

    /// <summary>The events that did not fold as they should, in reducer order.</summary>
    public EquatableList<CollaborationAnomaly> Anomalies { get; init; } = EquatableList<CollaborationAnomaly>.Empty;

    /// <summary>How many events there are, each id once, those that did not fold included.</summary>
    public int EventCount { get; init; }

    /// <summary>The last event in reducer order.</summary>
    public EventId? LastProcessedEventId { get; init; }

    /// <summary>The same steps as in <c>active_executions</c>, with what is known of each.</summary>
    public EquatableMap<string, EquatableList<ExecutionEntry>> ExecutionDetails { get; init; } = EquatableMap<string, EquatableList<ExecutionEntry>>.Empty;

    /// <summary>The principal of each participant that joined with one, whether it has left or not.</summary>
    public EquatableMap<string, AuthPrincipalBinding> Bindings { get; init; } = EquatableMap<string, AuthPrincipalBinding>.Empty;
}
