using SpecKitty.Events.Values;

namespace SpecKitty.Events.Lifecycle;

/// <summary>What the contract fixes for the lifecycle of a mission.</summary>
public static class LifecycleContract
{
    /// <summary>The version of the lifecycle schemas, <c>x.y.z</c>; not the version of an envelope.</summary>
    public const string SchemaVersion = "2.0.0";

    /// <summary>The statuses after which nothing changes a mission.</summary>
    public static EquatableList<MissionStatus> TerminalStatuses { get; } = [MissionStatus.Completed, MissionStatus.Cancelled];

    /// <summary>Whether nothing changes a mission after this status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>True for completed and cancelled.</returns>
    public static bool IsTerminal(this MissionStatus status) => status is MissionStatus.Completed or MissionStatus.Cancelled;
}
