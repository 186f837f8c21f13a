using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>Asks a server again after as long as it wishes, up to a bound since it last took something.</summary>
internal sealed class ServerPatience(TimeSpan longest, QueueLease lease, TimeProvider clock)
{
    /// <summary>A server that names no time at all must not be asked without pause.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>A hold on rows is renewed at least so often while waiting.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(1);

    private TimeSpan _waited;

    /// <summary>Asks until there is an answer.</summary>
    /// <exception cref="ClientException">There is none for another reason, or the server wishes more than the bound.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wished;
            try
            {
                var answer = await ask(cancellationToken);
                _waited = TimeSpan.Zero;
                return answer;
            }
            catch (ClientException busy) when (busy.RetryAfter is { } asked && _waited + Floor(asked) <= longest)
            {
                wished = Floor(asked);
            }

            _waited += wished;
            await WaitAsync(wished, cancellationToken);
        }
    }

    private static TimeSpan Floor(TimeSpan wished) => wished > Shortest ? wished : Shortest;

    private async Task WaitAsync(TimeSpan wished, CancellationToken cancellationToken)
    {
        // Never sooner than wished, and a little later for some, so that producers sent away together do not come back together.
        for (var left = wished * (1 + (Random.Shared.NextDouble() / 10)); left > TimeSpan.Zero; left -= Slice)
        {
            lease.Renew();
            await Task.Delay(left < Slice ? left : Slice, clock, cancellationToken);
        }

        lease.Renew();
    }
}
