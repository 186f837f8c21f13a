namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>Bounds what waits in the lanes of a store: who posts faster than it can follow waits, and is turned away when that takes too long.</summary>
internal sealed class WriteQueue(AppendQueueLimits limits, string follower, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(limits.Length, limits.Length);
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The queue itself counts as one until it is closed.
    private int _held = 1;
    private int _isClosed;

    /// <summary>How many writes wait or run.</summary>
    public int Waiting => Math.Max(0, Volatile.Read(ref _held) - (Volatile.Read(ref _isClosed) == 0 ? 1 : 0));

    /// <summary>Adds a write to its lane as soon as there is a place, and comes back when it is durable.</summary>
    /// <exception cref="StoreUnavailableException">There was no place for too long, the store is being closed, or its database cannot be used.</exception>
    public async Task RunAsync<TTransaction>(GroupedWrite<TTransaction> write, Action<GroupedWrite<TTransaction>> add)
    {
        Hold();
        try
        {
            await EnterAsync(write.CancellationToken);
            write.Taken = () => _places.Release();
            add(write);
            await write.Done;
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Takes nothing more in, and ends when everything that was taken in is done.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            Release();
        }

        await _empty.Task;
    }

    private void Hold()
    {
        // Never from nothing: what is closed and empty stays so.
        int held;
        do
        {
            held = Volatile.Read(ref _held);
            if (held == 0 || Volatile.Read(ref _isClosed) != 0)
            {
                throw new StoreUnavailableException("The server is stopping: send the same again in a moment; what is stored by then comes back as a duplicate.");
            }
        }
        while (Interlocked.CompareExchange(ref _held, held + 1, held) != held);
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _held) == 0)
        {
            _empty.TrySetResult();
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_places.Wait(0, CancellationToken.None))
        {
            return;
        }

        using var patience = new CancellationTokenSource(limits.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"More waits to be written than the {follower} can follow: send the same again in a moment; what is stored by then comes back as a duplicate.", exception);
        }
    }
}
