namespace SpecKitty.Events.Status;

/// <summary>The event type of the status family, as it stands in <c>event_type</c>.</summary>
public static class StatusEventTypes
{
    /// <summary>Carries <see cref="StatusTransitionPayload"/> on the contract surface.</summary>
    public const string WPStatusChanged = "WPStatusChanged";
}
