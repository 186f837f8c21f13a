using System.Net;
using System.Net.Sockets;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>Stands between a store and its database, and can lose the answer to a commit, as a network does.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _cuts;

    public CuttingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on, passes that many commits to the database and then cuts the connection instead of passing the answer back.</summary>
    public void CutCommits(int count) => Volatile.Write(ref _cuts, count);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (_stopping.IsCancellationRequested && exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Whichever of the two comes first: it is told to stop, or finds its listener stopped.
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var isCutting = false;
            var there = CopyAsync(near.GetStream(), far.GetStream(), bytes =>
            {
                // Statements go as text here: the store is told to prepare none.
                if (bytes.IndexOf("COMMIT\0"u8) >= 0 && Interlocked.Decrement(ref _cuts) >= 0)
                {
                    Volatile.Write(ref isCutting, true);
                }

                return true;
            }, cut.Token);
            var back = CopyAsync(far.GetStream(), near.GetStream(), _ => !Volatile.Read(ref isCutting), cut.Token);
            await Task.WhenAny(there, back);
            await cut.CancelAsync();
            await Task.WhenAll(there, back);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // One of the ends is gone, which is what this is for.
        }
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, PassBytes pass, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (!pass(buffer.AsSpan(0, count)))
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private delegate bool PassBytes(ReadOnlySpan<byte> bytes);
}
