using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace SpecKitty.Load.Live;

/// <summary>Many connections that follow a stream of server-sent events, and note when each message has come to each of them.</summary>
/// <remarks>They share the processors with the server, so they look for one mark in the bytes and do nothing else.</remarks>
internal sealed class LiveSubscribers : IDisposable
{
    private const int OpenedAtOnce = 50;
    private const int Longest = 64;

    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _reading = [];
    private readonly Lock _gate = new();
    private long[] _arrivals = [];
    private byte[] _mark = [];
    private int _came;
    private TaskCompletionSource _everybody = new();

    /// <summary>Connects.</summary>
    /// <param name="server">The server.</param>
    /// <param name="path">The stream.</param>
    /// <param name="token">The access token to send.</param>
    /// <param name="count">How many.</param>
    /// <returns>The subscribers, each of which has had the beginning of its stream.</returns>
    public static async Task<LiveSubscribers> OpenAsync(Uri server, string path, string token, int count)
    {
        var subscribers = new LiveSubscribers { _arrivals = new long[count] };
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nAccept: text/event-stream\r\n\r\n");
        for (var opened = 0; opened < count; opened += OpenedAtOnce)
        {
            var begun = new List<Task>();
            for (var number = opened; number < Math.Min(count, opened + OpenedAtOnce); number++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(server.Host, server.Port);
                await socket.SendAsync(request);
                subscribers._sockets.Add(socket);
                var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                begun.Add(first.Task);
                subscribers._reading.Add(subscribers.ReadAsync(socket, number, first));
            }

            await Task.WhenAll(begun);
        }

        return subscribers;
    }

    /// <summary>Waits for a message.</summary>
    /// <param name="mark">Bytes that stand in it and in no message before it.</param>
    /// <param name="send">Has the message sent.</param>
    /// <returns>How many milliseconds it took to each subscriber, from before it was sent.</returns>
    public async Task<IReadOnlyList<double>> MeasureAsync(string mark, Func<Task> send)
    {
        Task everybody;
        lock (_gate)
        {
            _mark = Encoding.ASCII.GetBytes(mark);
            Array.Clear(_arrivals);
            _came = 0;
            _everybody = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            everybody = _everybody.Task;
        }

        var began = Stopwatch.GetTimestamp();
        await send();
        await everybody.WaitAsync(TimeSpan.FromSeconds(30));
        return [.. _arrivals.Select(arrival => Stopwatch.GetElapsedTime(began, arrival).TotalMilliseconds)];
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        Task.WhenAll(_reading).Wait();
    }

    private async Task ReadAsync(Socket socket, int number, TaskCompletionSource first)
    {
        var buffer = new byte[16 * 1024];
        var kept = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(kept)) is > 0 and var read)
            {
                // The head of the answer and the beginning of the stream may come apart.
                if (!first.Task.IsCompleted && buffer.AsSpan(0, kept + read).IndexOf("\n\n"u8) >= 0)
                {
                    first.TrySetResult();
                }

                if (Volatile.Read(ref _arrivals[number]) == 0 && _mark.Length > 0 && buffer.AsSpan(0, kept + read).IndexOf(_mark) >= 0)
                {
                    Arrived(number);
                }

                var end = Math.Min(Longest, kept + read);
                buffer.AsSpan(kept + read - end, end).CopyTo(buffer);
                kept = end;
            }

            first.TrySetException(new InvalidOperationException("The server ended a stream before it began: " + Encoding.UTF8.GetString(buffer, 0, kept)));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The measure is over.
            first.TrySetCanceled();
        }
    }

    private void Arrived(int number)
    {
        _arrivals[number] = Stopwatch.GetTimestamp();
        if (Interlocked.Increment(ref _came) == _arrivals.Length)
        {
            _everybody.TrySetResult();
        }
    }
}
