using System.Net.WebSockets;
using System.Text.Json;
using SpecKitty.Server.Api;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>Sends frames through a socket, one at a time. Who sends to a slow reader waits: nothing is kept for it.</summary>
internal sealed class SocketSender(WebSocket socket)
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Sends one frame.</summary>
    /// <param name="frame">A record of <c>Api/Messages</c>.</param>
    /// <param name="ending">Gives up before it begins to be sent: the socket stays whole, and can still say why it closes.</param>
    /// <param name="cut">Gives up what is being sent, which breaks the socket.</param>
    /// <typeparam name="T">The record.</typeparam>
    public Task SendAsync<T>(T frame, CancellationToken ending, CancellationToken cut)
        => SendWrittenAsync(JsonSerializer.SerializeToUtf8Bytes(frame, ApiJson.Options), ending, cut);

    /// <summary>Sends one frame that is written out already.</summary>
    public async Task SendWrittenAsync(ReadOnlyMemory<byte> utf8, CancellationToken ending, CancellationToken cut)
    {
        await _turn.WaitAsync(ending);
        try
        {
            await socket.SendAsync(utf8, WebSocketMessageType.Text, endOfMessage: true, cut);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends the close frame.</summary>
    public async Task CloseAsync(SocketEnd end, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(end.Status, end.Reason, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
