using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace SpecKitty.Load.Http;

/// <summary>One connection that posts bodies, one after the other, and reads the answers.</summary>
/// <remarks>Client, server and database share the processors, so this does next to nothing: every microsecond here would be missing there.</remarks>
internal sealed class PostConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly string _headBefore;
    private byte[] _buffer = new byte[256 * 1024];

    private PostConnection(Socket socket, string headBefore)
    {
        _socket = socket;
        _headBefore = headBefore;
    }

    /// <summary>Connects.</summary>
    /// <param name="server">The server.</param>
    /// <param name="token">The access token to send.</param>
    /// <param name="isGzip">Whether the bodies are gzip-encoded.</param>
    public static async Task<PostConnection> OpenAsync(Uri server, string token, bool isGzip)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        return new PostConnection(
            socket,
            $"POST /api/v1/events/batch/ HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{(isGzip ? "Content-Encoding: gzip\r\n" : "")}Content-Length: ");
    }

    /// <summary>Posts a body and reads the answer to its end.</summary>
    public async Task<PostAnswer> PostAsync(byte[] body)
    {
        var head = Encoding.ASCII.GetBytes($"{_headBefore}{body.Length}\r\n\r\n");
        await _socket.SendAsync([head, body]);
        var length = 0;
        int headLength;
        while ((headLength = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            length += await ReceiveAsync(length);
        }

        headLength += 4;
        var status = ParseNumber(_buffer.AsSpan("HTTP/1.1 ".Length));
        if (Find(_buffer.AsSpan(0, headLength), "Content-Length: "u8) is { } announced)
        {
            var end = headLength + announced;
            while (length < end)
            {
                length += await ReceiveAsync(length);
            }

            return new PostAnswer(status, _buffer.AsMemory(headLength, announced));
        }

        while (!_buffer.AsSpan(headLength, length - headLength).EndsWith("0\r\n\r\n"u8))
        {
            length += await ReceiveAsync(length);
        }

        return new PostAnswer(status, _buffer.AsMemory(headLength, JoinChunks(_buffer.AsSpan(headLength, length - headLength))));
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(int length)
    {
        if (length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var received = await _socket.ReceiveAsync(_buffer.AsMemory(length));
        return received > 0 ? received : throw new InvalidOperationException($"The server closed the connection in the middle of an answer: {Encoding.UTF8.GetString(_buffer, 0, length)}");
    }

    private static int? Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        return at < 0 ? null : ParseNumber(head[(at + name.Length)..]);
    }

    private static int ParseNumber(ReadOnlySpan<byte> text)
        => Utf8Parser.TryParse(text, out int number, out _) ? number : throw new InvalidOperationException("The server's answer is no HTTP.");

    /// <summary>Moves the contents of the chunks together.</summary>
    /// <returns>The length of the whole.</returns>
    private static int JoinChunks(Span<byte> chunked)
    {
        var length = 0;
        var at = 0;
        while (Utf8Parser.TryParse(chunked[at..], out int size, out var digits, 'X') && size > 0)
        {
            at += digits + 2;
            chunked.Slice(at, size).CopyTo(chunked[length..]);
            length += size;
            at += size + 2;
        }

        return length;
    }
}
