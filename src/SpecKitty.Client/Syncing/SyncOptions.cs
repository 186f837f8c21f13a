namespace SpecKitty.Client.Syncing;

/// <summary>The bounds of one run.</summary>
public sealed record SyncOptions
{
    /// <summary>The most events in one batch, 1 to 1,000; the contract allows no more. Default 1,000.</summary>
    public int BatchEvents { get; init; } = 1_000;

    /// <summary>The most bytes of events in one batch, before compression; a larger event travels alone. Default 4 MiB.</summary>
    public long BatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long delivered events are kept. Default 30 days.</summary>
    public TimeSpan KeepDelivered { get; init; } = TimeSpan.FromDays(30);

    /// <summary>After how long a hold on rows ends by itself; longer than a batch and a renewal of the sign-in can take. Default 5 minutes.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(5);
}
