namespace SpecKitty.Events.Collaboration.Presence;

/// <summary>From when on a participant counts as stale, gone or stuck. A time of exactly a threshold has reached it.</summary>
public sealed record PresenceThresholds
{
    /// <summary>The thresholds that hold unless a server is configured otherwise.</summary>
    public static PresenceThresholds Default { get; } = new();

    /// <summary>How often a client sends a heartbeat; 15 s by default.</summary>
    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The age of the last heartbeat at which a participant is stale; 45 s by default.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The age of the last heartbeat at which a participant is gone; 120 s by default.</summary>
    public TimeSpan GoneAfter { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a step runs until its participant is stuck; 30 min by default.</summary>
    public TimeSpan StepStuckAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a participant is alive without a step and without work until it is stuck; 15 min by default.</summary>
    public TimeSpan ProgressStuckAfter { get; init; } = TimeSpan.FromMinutes(15);
}
