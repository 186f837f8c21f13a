using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <summary>How much a server takes in one batch.</summary>
public sealed record BatchLimits
{
    /// <summary>The contract's bounds, for a server that names none: 1,000 events and 4 MiB before compression.</summary>
    public static BatchLimits OfContract { get; } = new();

    /// <summary>The most events in one batch. At least 1.</summary>
    public int Events { get; init; } = 1_000;

    /// <summary>The most bytes of the whole body before compression. At least 1.</summary>
    public long Bytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most bytes of the whole body after compression; null when the server names no bound.</summary>
    public long? CompressedBytes { get; init; }

    /// <summary>The most bytes of one event; null when the server names no bound.</summary>
    public long? EventBytes { get; init; }

    /// <summary>The bounds that a server names, and the contract's for those that it does not name or that make no sense.</summary>
    internal static BatchLimits Of(SyncLimitsAnswer? named) => new()
    {
        Events = (int)Math.Min(Sensible(named?.Events) ?? OfContract.Events, int.MaxValue),
        Bytes = Sensible(named?.Bytes) ?? OfContract.Bytes,
        CompressedBytes = Sensible(named?.CompressedBytes),
        EventBytes = Sensible(named?.EventBytes),
    };

    private static long? Sensible(long? bound) => bound >= 1 ? bound : null;
}
