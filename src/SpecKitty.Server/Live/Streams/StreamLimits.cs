namespace SpecKitty.Server.Live.Streams;

/// <summary>How streams are kept, and how many may follow at once.</summary>
internal sealed record StreamLimits
{
    /// <summary>Time between two comments that show that a stream is alive.</summary>
    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader may take for what is written to it before its connection is ended; more than 0.</summary>
    public TimeSpan WriteWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Streams of one principal at once, on one node.</summary>
    public int StreamsPerPrincipal { get; init; } = 100;

    /// <summary>Streams and sockets of everybody at once, on one node.</summary>
    public int SubscribersPerNode { get; init; } = 10_000;
}
