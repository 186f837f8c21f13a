using Microsoft.Data.Sqlite;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>The one writer of a database: one lane for everything.</summary>
internal sealed class SqliteWriter : IGroupTransactions<SqliteConnection>, IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly WriteQueue _queue;
    private readonly WriteLane<SqliteConnection> _lane;

    public SqliteWriter(SqliteConnection connection, AppendQueueLimits limits, TimeProvider time)
    {
        _connection = connection;
        _begin = new SqliteStatement(connection, "BEGIN IMMEDIATE", 0);
        _commit = new SqliteStatement(connection, "COMMIT", 0);
        _rollback = new SqliteStatement(connection, "ROLLBACK", 0);
        _queue = new WriteQueue(limits, "disk", time);
        _lane = new WriteLane<SqliteConnection>(this);
    }

    /// <summary>How many writes wait or run.</summary>
    public int Waiting => _queue.Waiting;

    /// <summary>Writes, with whatever else waits, and comes back when it is durable.</summary>
    /// <exception cref="StoreUnavailableException">The queue stayed full, no longer takes anything in, or the disk cannot be written to.</exception>
    public Task RunAsync(GroupedWrite<SqliteConnection> write) => _queue.RunAsync(write, added => _lane.TryAdd(added));

    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        var item = new SqliteDelegateWrite<T>(write) { CancellationToken = cancellationToken };
        await RunAsync(item);
        return item.Answer;
    }

    /// <summary>Finishes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }

    ValueTask IGroupTransactions<SqliteConnection>.EnterAsync(WriteShare share) => ValueTask.CompletedTask;

    void IGroupTransactions<SqliteConnection>.Leave()
    {
    }

    ValueTask<SqliteConnection> IGroupTransactions<SqliteConnection>.BeginAsync(IReadOnlyList<GroupedWrite<SqliteConnection>> group, bool isReadOnly)
    {
        _begin.Execute();
        return ValueTask.FromResult(_connection);
    }

    ValueTask IGroupTransactions<SqliteConnection>.CommitAsync(SqliteConnection transaction)
    {
        _commit.Execute();
        return ValueTask.CompletedTask;
    }

    ValueTask IGroupTransactions<SqliteConnection>.RollbackAsync(SqliteConnection transaction)
    {
        try
        {
            _rollback.Execute();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }

        return ValueTask.CompletedTask;
    }

    // Busy, read-only, failing and full disks hit whatever comes next as well.
    GroupFault IGroupTransactions<SqliteConnection>.Judge(Exception exception, bool isCommitting)
        => exception is SqliteException { SqliteErrorCode: 5 or 8 or 10 or 13 } ? GroupFault.Store : GroupFault.Write;

    // Nothing passes by itself here.
    Task IGroupTransactions<SqliteConnection>.PrepareRetryAsync(Exception exception) => Task.CompletedTask;

    StoreUnavailableException IGroupTransactions<SqliteConnection>.Explain(Exception exception)
        => new("The disk could not be written to: send the same again in a moment; what is stored by then comes back as a duplicate.", exception);
}
