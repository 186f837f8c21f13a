using System.Collections.Frozen;

namespace SpecKitty.Events.Lifecycle;

/// <summary>The event types of the mission lifecycle family, as they stand in <c>event_type</c>.</summary>
public static class LifecycleEventTypes
{
    /// <summary>Carries <see cref="MissionStartedPayload"/>.</summary>
    public const string MissionStarted = "MissionStarted";

    /// <summary>Carries <see cref="MissionCompletedPayload"/>.</summary>
    public const string MissionCompleted = "MissionCompleted";

    /// <summary>Carries <see cref="MissionCancelledPayload"/>.</summary>
    public const string MissionCancelled = "MissionCancelled";

    /// <summary>Carries <see cref="PhaseEnteredPayload"/>.</summary>
    public const string PhaseEntered = "PhaseEntered";

    /// <summary>Carries <see cref="ReviewRollbackPayload"/>.</summary>
    public const string ReviewRollback = "ReviewRollback";

    /// <summary>All five.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal, MissionStarted, MissionCompleted, MissionCancelled, PhaseEntered, ReviewRollback);
}
