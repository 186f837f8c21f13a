using SpecKitty.Events.Envelope;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Lifecycle;

/// <summary>What a log amounts to as the life of a mission and its work packages.</summary>
public sealed record LifecycleState
{
    /// <summary>The mission; null before its start.</summary>
    public string? MissionId { get; init; }

    /// <summary>Where it stands; null before its start.</summary>
    public MissionStatus? MissionStatus { get; init; }

    /// <summary>The kind of mission; null before its start.</summary>
    public string? MissionType { get; init; }

    /// <summary>The phase that it is in; null before its start.</summary>
    public string? CurrentPhase { get; init; }

    /// <summary>Every phase that it entered, in order, returns included.</summary>
    public EquatableList<string> PhasesEntered { get; init; } = EquatableList<string>.Empty;

    /// <summary>The work packages, by id.</summary>
    public EquatableMap<string, WorkPackageState> WpStates { get; init; } = EquatableMap<string, WorkPackageState>.Empty;

    /// <summary>The events that did not fold as they should: first the mission's, then the work packages'.</summary>
    public EquatableList<LifecycleAnomaly> Anomalies { get; init; } = EquatableList<LifecycleAnomaly>.Empty;

    /// <summary>How many events there are, each id once, of all families.</summary>
    public int EventCount { get; init; }

    /// <summary>The last event in reducer order, of all families.</summary>
    public EventId? LastProcessedEventId { get; init; }
}
