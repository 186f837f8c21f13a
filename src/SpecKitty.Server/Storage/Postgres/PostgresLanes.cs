using System.Collections.Concurrent;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>A lane for each project that something waits for: works of one project run one after the other, those of different projects at the same time.</summary>
internal sealed class PostgresLanes(PostgresDatabase database, PostgresNotifier notifier, AppendQueueLimits limits, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, WriteLane<PostgresProjectWriter>> _lanes = new();
    private readonly SemaphoreSlim _places = new(limits.Length, limits.Length);
    private volatile bool _isClosed;
    private int _waiting;

    /// <summary>How many works wait or run.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Runs a work in its turn.</summary>
    /// <exception cref="StoreUnavailableException">Too much waits, the store is being closed, or the database does not answer.</exception>
    public async Task RunAsync(IAppendWork work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _waiting);
        try
        {
            await EnterAsync(cancellationToken);
            await RunInPlaceAsync(work, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Finishes what waits, and takes nothing more in.</summary>
    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        for (var i = 0; i < limits.Length; i++)
        {
            await _places.WaitAsync();
        }
    }

    private async Task RunInPlaceAsync(IAppendWork work, CancellationToken cancellationToken)
    {
        try
        {
            var append = new PostgresAppend(work) { CancellationToken = cancellationToken };
            while (!Lane(work.ProjectId).TryAdd(append))
            {
                // The lane has just ended and is on its way out.
            }

            await append.Done;
        }
        finally
        {
            _places.Release();
        }
    }

    private WriteLane<PostgresProjectWriter> Lane(Guid projectId)
        => _lanes.GetOrAdd(projectId, id => new WriteLane<PostgresProjectWriter>(new PostgresTransactions(id, database, notifier), ended => _lanes.TryRemove(new(id, ended))));

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (_isClosed)
        {
            throw new StoreUnavailableException("The server is stopping: send the same again in a moment; what is stored by then comes back as a duplicate.");
        }

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
            throw new StoreUnavailableException("More waits to be written than the database can follow: send the same again in a moment; what is stored by then comes back as a duplicate.", exception);
        }
    }
}
