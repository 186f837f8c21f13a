namespace SpecKitty.Server.Live.Sockets;

/// <summary>How sockets are kept.</summary>
internal sealed record SocketLimits
{
    /// <summary>Time between two pings of the server.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time without a pong after which the server hangs up.</summary>
    public TimeSpan PongWithin { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Sockets of one principal at once.</summary>
    public int ConnectionsPerPrincipal { get; init; } = 16;
}
