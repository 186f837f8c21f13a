namespace SpecKitty.Server.Api.Messages;

/// <summary>Asks the other end of a socket for a pong.</summary>
internal sealed record SocketPing
{
    /// <summary><c>ping</c>.</summary>
    public string Type => "ping";

    /// <summary>The time, by the server's clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }
}
