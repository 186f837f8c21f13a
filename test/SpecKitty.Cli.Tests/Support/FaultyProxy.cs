using System.Net;
using System.Net.Sockets;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Stands between a producer and a server and lets their connections go wrong.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private int _faulted;

    public FaultyProxy(string serverUrl)
    {
        _server = new Uri(serverUrl);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address to give to the producer.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>The fault of each connection, asked for when it opens.</summary>
    public Func<Fault> Faults { get; set; } = () => Fault.None;

    /// <summary>Is called when a connection has had the bytes of its fault, before it ends.</summary>
    public Func<Task> AtTheCut { get; set; } = () => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    /// <summary>How many connections went wrong.</summary>
    public int Faulted => _faulted;

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token), Faults()));
            }
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // Which exception a stopped listener throws depends on how far it had got.
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket producer, Fault fault)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (producer)
        {
            try
            {
                switch (fault.Kind)
                {
                    case FaultKind.Refuse:
                        Interlocked.Increment(ref _faulted);
                        Reset(producer);
                        return;
                    case FaultKind.Mute:
                        Interlocked.Increment(ref _faulted);
                        await DrainAsync(producer);
                        return;
                    default:
                        await server.ConnectAsync(IPAddress.Loopback, _server.Port, _end.Token);
                        break;
                }

                using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                var up = PumpAsync(producer, server, fault.UpBytes, TimeSpan.Zero, over.Token);
                var down = PumpAsync(server, producer, fault.DownBytes, fault.Delay, over.Token);
                await (await Task.WhenAny(up, down));
                await over.CancelAsync();
                if (fault.Kind == FaultKind.Reset)
                {
                    Reset(producer);
                }
            }
            catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side has hung up, or the test is over; the other side sees the same.
            }
        }
    }

    /// <summary>Carries bytes until one side ends or their number is reached.</summary>
    private async Task PumpAsync(Socket from, Socket to, long most, TimeSpan delay, CancellationToken cancellationToken)
    {
        var buffer = new byte[4_096];
        for (var left = most; left > 0;)
        {
            var read = await from.ReceiveAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return;
            }

            await Task.Delay(delay, cancellationToken);
            delay = TimeSpan.Zero;
            var count = (int)Math.Min(read, left);
            await to.SendAsync(buffer.AsMemory(0, count), cancellationToken);
            left -= count;
        }

        Interlocked.Increment(ref _faulted);
        await AtTheCut();
    }

    private async Task DrainAsync(Socket producer)
    {
        var buffer = new byte[4_096];
        while (await producer.ReceiveAsync(buffer, _end.Token) > 0)
        {
            // Nothing comes back, whatever is sent.
        }
    }

    private static void Reset(Socket socket) => socket.LingerState = new LingerOption(enable: true, seconds: 0);
}
