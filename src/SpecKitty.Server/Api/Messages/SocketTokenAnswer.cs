namespace SpecKitty.Server.Api.Messages;

/// <summary>A token that opens the socket.</summary>
internal sealed record SocketTokenAnswer
{
    /// <summary>The token: <c>Authorization: Bearer</c> of <c>GET /ws/v1/events/</c>.</summary>
    public required string WsToken { get; init; }

    /// <summary>Seconds until it ends. A socket that is open stays open.</summary>
    public required int Lifetime { get; init; }
}
