namespace SpecKitty.Events.Gates;

/// <summary>The event types of the gates family, as they stand in <c>event_type</c>.</summary>
public static class GateEventTypes
{
    /// <summary>Carries <see cref="GatePassedPayload"/>.</summary>
    public const string GatePassed = "GatePassed";

    /// <summary>Carries <see cref="GateFailedPayload"/>.</summary>
    public const string GateFailed = "GateFailed";
}
