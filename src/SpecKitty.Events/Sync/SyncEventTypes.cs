namespace SpecKitty.Events.Sync;

/// <summary>The event types of the wire surface, as they stand in <c>event_type</c>.</summary>
public static class SyncEventTypes
{
    /// <summary>Carries <see cref="SyncStatusChangedPayload"/> or, in the later form, <see cref="LaneStatusChangedPayload"/>.</summary>
    public const string WPStatusChanged = "WPStatusChanged";

    /// <summary>Carries <see cref="WorkPackageCreatedPayload"/>.</summary>
    public const string WPCreated = "WPCreated";

    /// <summary>Carries <see cref="WorkPackageAssignedPayload"/>.</summary>
    public const string WPAssigned = "WPAssigned";

    /// <summary>Carries <see cref="FeatureCreatedPayload"/>.</summary>
    public const string FeatureCreated = "FeatureCreated";

    /// <summary>Carries <see cref="FeatureCompletedPayload"/>.</summary>
    public const string FeatureCompleted = "FeatureCompleted";

    /// <summary>Carries <see cref="HistoryAddedPayload"/>.</summary>
    public const string HistoryAdded = "HistoryAdded";

    /// <summary>Carries <see cref="ErrorLoggedPayload"/>.</summary>
    public const string ErrorLogged = "ErrorLogged";

    /// <summary>Carries <see cref="DependencyResolvedPayload"/>.</summary>
    public const string DependencyResolved = "DependencyResolved";
}
