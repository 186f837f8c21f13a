namespace SpecKitty.Client.Queue;

/// <summary>The bounds of a queue.</summary>
public sealed record OfflineQueueOptions
{
    /// <summary>The most undelivered events that the queue holds before it refuses more. Default 1,000,000. At least 1.</summary>
    public long Limit { get; init; } = 1_000_000;

    /// <summary>After how many rejections an event is dead. Default 5. At least 1.</summary>
    public int AttemptLimit { get; init; } = 5;

    /// <summary>How long a statement waits for another process that writes. Default 30 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
