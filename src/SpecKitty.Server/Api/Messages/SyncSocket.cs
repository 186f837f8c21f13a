namespace SpecKitty.Server.Api.Messages;

/// <summary>How the socket is kept.</summary>
internal sealed record SyncSocket
{
    /// <summary>Seconds between two pings of the server.</summary>
    public required int PingSeconds { get; init; }

    /// <summary>Seconds without a pong after which the server hangs up.</summary>
    public required int PongSeconds { get; init; }

    /// <summary>Sockets of one principal at once; one more: 429.</summary>
    public required int ConnectionsPerPrincipal { get; init; }
}
