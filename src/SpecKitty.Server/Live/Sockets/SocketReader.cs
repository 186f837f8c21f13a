using System.Net.WebSockets;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>Reads the texts that come through a socket, none larger than is allowed.</summary>
internal sealed class SocketReader(WebSocket socket, int mostBytes)
{
    private const int FirstBuffer = 4096;

    /// <summary>Reads one text.</summary>
    /// <param name="cancellationToken">Gives up, and breaks the socket.</param>
    /// <returns>The text's bytes, an array of its own; or why there will be no more.</returns>
    public async Task<(ReadOnlyMemory<byte> Utf8, SocketEnd? End)> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(FirstBuffer, mostBytes + 1)];
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (read.MessageType != WebSocketMessageType.Text)
            {
                return (default, read.MessageType == WebSocketMessageType.Close ? SocketEnd.ByClient : SocketEnd.NotText);
            }

            length += read.Count;
            if (length > mostBytes)
            {
                return (default, SocketEnd.TooLarge(mostBytes));
            }

            if (read.EndOfMessage)
            {
                return (buffer.AsSpan(0, length).ToArray(), null);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, mostBytes + 1));
            }
        }
    }
}
