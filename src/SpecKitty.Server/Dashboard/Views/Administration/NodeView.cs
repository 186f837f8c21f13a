namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>How a node is doing.</summary>
public sealed record NodeView
{
    /// <summary>The version of the server.</summary>
    public required string Version { get; init; }

    /// <summary>When the node started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What keeps the data.</summary>
    public required string Storage { get; init; }

    /// <summary>Why the storage takes no writes; null when it does.</summary>
    public required string? StorageFault { get; init; }

    /// <summary>How long the storage took for a write that changes nothing.</summary>
    public required TimeSpan StorageTook { get; init; }

    /// <summary>How many writes wait or run.</summary>
    public required int WaitingWrites { get; init; }

    /// <summary>What the data takes, in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The live connections that are open, by kind.</summary>
    public required IReadOnlyDictionary<string, int> Subscribers { get; init; }

    /// <summary>How many projects are held in memory.</summary>
    public required int CachedProjects { get; init; }

    /// <summary>How many events of projects may be held in memory.</summary>
    public required int CachedEvents { get; init; }
}
