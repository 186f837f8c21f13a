using System.Net.WebSockets;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>Why a socket is closed.</summary>
/// <param name="Status">The status of the close frame.</param>
/// <param name="Reason">For people; goes into the close frame.</param>
internal sealed record SocketEnd(WebSocketCloseStatus Status, string Reason)
{
    // 1012 of the registry of close codes. Clients take 1001 for an end like any other, and do not come back.
    private const WebSocketCloseStatus ServiceRestart = (WebSocketCloseStatus)1012;

    public static SocketEnd ByClient { get; } = new(WebSocketCloseStatus.NormalClosure, "");

    public static SocketEnd Stopping { get; } = new(ServiceRestart, "The server is stopping; connect again in a moment.");

    public static SocketEnd NotText { get; } = new(WebSocketCloseStatus.InvalidMessageType, "Send JSON in text frames.");

    public static SocketEnd NoRights { get; } = new(WebSocketCloseStatus.PolicyViolation, "The sign-in or the right to read has ended; sign in again.");

    public static SocketEnd Failed { get; } = new(WebSocketCloseStatus.InternalServerError, "The server failed; connect again in a moment.");

    public static SocketEnd Unavailable { get; } = new(WebSocketCloseStatus.InternalServerError, "The storage does not answer; connect again in a moment.");

    public static SocketEnd TooLarge(int bytes) => new(WebSocketCloseStatus.MessageTooBig, $"A frame has at most {bytes} bytes.");

    public static SocketEnd Silent(TimeSpan within) => new(WebSocketCloseStatus.PolicyViolation, $"No pong for {within.TotalSeconds:0} seconds.");
}
