using System.Collections.Concurrent;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>A lane for each project that something waits for: works of one project run one after the other, those of different projects at the same time.</summary>
internal sealed class PostgresLanes(PostgresDatabase database, PostgresNotifier notifier, AppendQueueLimits limits, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, WriteLane<PostgresProjectWriter>> _lanes = new();
    private readonly WriteQueue _queue = new(limits, "database", time);

    /// <summary>How many works wait or run.</summary>
    public int Waiting => _queue.Waiting;

    /// <summary>Runs a work in its turn.</summary>
    /// <exception cref="StoreUnavailableException">Too much waits, the store is being closed, or the database does not answer.</exception>
    public Task RunAsync(IAppendWork work, CancellationToken cancellationToken)
        => _queue.RunAsync(
            new PostgresAppend(work) { CancellationToken = cancellationToken },
            append =>
            {
                while (!Lane(work.ProjectId).TryAdd(append))
                {
                    // The lane has just ended and is on its way out.
                }
            });

    /// <summary>Finishes what waits, and takes nothing more in.</summary>
    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private WriteLane<PostgresProjectWriter> Lane(Guid projectId)
        => _lanes.GetOrAdd(projectId, id => new WriteLane<PostgresProjectWriter>(new PostgresTransactions(id, database, notifier), ended => _lanes.TryRemove(new(id, ended))));
}
