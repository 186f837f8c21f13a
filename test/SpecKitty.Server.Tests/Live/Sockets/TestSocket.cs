using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Live.Sockets;

/// <summary>A client's end of the socket.</summary>
internal sealed class TestSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    private TestSocket()
    {
    }

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<TestSocket> OpenAsync(RunningServer server, string token, string query)
    {
        var opened = new TestSocket();
        opened._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await opened._socket.ConnectAsync(server.SocketAddress($"/ws/v1/events/{query}"), TestContext.Current.CancellationToken);
        return opened;
    }

    /// <summary>Tries to open a socket that the server refuses.</summary>
    public static async Task<HttpStatusCode> RefusedAsync(RunningServer server, string? token, string query)
    {
        using var refused = new ClientWebSocket();
        refused.Options.CollectHttpResponseDetails = true;
        if (token is not null)
        {
            refused.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        await Should.ThrowAsync<WebSocketException>(() => refused.ConnectAsync(server.SocketAddress($"/ws/v1/events/{query}"), TestContext.Current.CancellationToken));
        return refused.HttpStatusCode;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type) => _socket.SendAsync(bytes, type, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>The next frame, of a type. Pings are passed by unless they are asked for: they come whenever the server's clock wants them.</summary>
    public async Task<JsonElement> ReceiveAsync(string type)
    {
        JsonElement frame;
        do
        {
            frame = await ReceiveAnyAsync();
        }
        while (type != "ping" && frame.GetProperty("type").GetString() == "ping");

        frame.GetProperty("type").GetString().ShouldBe(type, frame.ToString());
        return frame;
    }

    /// <summary>The next frame, of whatever type.</summary>
    public async Task<JsonElement> ReceiveAnyAsync()
        => JsonSerializer.Deserialize<JsonElement>(await ReceiveTextAsync() ?? throw new InvalidOperationException($"The socket was closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}"));

    /// <summary>The text of the next frame; null when the server closes instead.</summary>
    public async Task<string?> ReceiveTextAsync()
    {
        var whole = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            whole.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
            {
                return Encoding.UTF8.GetString(whole.ToArray());
            }
        }
    }

    /// <summary>Waits for the server to close, and closes too.</summary>
    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        while (await ReceiveTextAsync() is not null)
        {
            // What was sent before the end.
        }

        var status = _socket.CloseStatus;
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // A server that has waited long enough for the answer has hung up.
        }

        return status;
    }

    /// <summary>Closes and waits for the server to close too.</summary>
    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);

    public void Dispose() => _socket.Dispose();
}
