namespace SpecKitty.Server.Retention;

/// <summary>How long superseded heartbeats are kept.</summary>
internal sealed record HeartbeatRetentionOptions
{
    /// <summary>Time between two rounds through all projects.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>The age, by the time of receipt, from which on a superseded heartbeat is removed; null keeps all.</summary>
    public TimeSpan? Age { get; init; }
}
