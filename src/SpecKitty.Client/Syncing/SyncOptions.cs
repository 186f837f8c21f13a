using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>The bounds of one run.</summary>
public sealed record SyncOptions
{
    /// <summary>The most events in one batch, 1 to 1,000; the contract allows no more. Default 1,000; fewer when the server takes fewer.</summary>
    public int BatchEvents { get; init; } = 1_000;

    /// <summary>The most bytes of events in one batch, before compression; a larger event travels alone. Null, the default, for what the server takes.</summary>
    public long? BatchBytes { get; init; }

    /// <summary>The most events that the run sends; null, the default, for all. At least 1.</summary>
    public int? Limit { get; init; }

    /// <summary>How long the run waits, since the server last took something, when it asks to come back later; a longer wait ends the run. Default 2 minutes.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long delivered events are kept. Default 30 days.</summary>
    public TimeSpan KeepDelivered { get; init; } = TimeSpan.FromDays(30);

    /// <summary>After how long a hold on rows ends by itself; longer than a batch and a renewal of the sign-in can take. Default 5 minutes.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Rows that this run leaves as they are; null for none.</summary>
    internal Predicate<LeasedEvent>? Skip { get; init; }
}
