using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>The one writer of a database: a loop that puts whatever waits into one transaction.</summary>
/// <remarks>
/// A commit waits for the disk, so one commit for many posts is what makes many small posts fast.
/// The queue is bounded: who posts faster than the disk can follow waits, and is turned away when that takes too long.
/// </remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // Bounds how long the first post of a transaction waits for the last.
    private const int TransactionWeight = 8192;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly AppendQueueLimits _limits;
    private readonly TimeProvider _time;
    private readonly Channel<SqliteWrite> _queue;
    private readonly Task _loop;
    private int _waiting;

    public SqliteWriter(SqliteConnection connection, AppendQueueLimits limits, TimeProvider time)
    {
        _connection = connection;
        _limits = limits;
        _time = time;
        _queue = Channel.CreateBounded<SqliteWrite>(new BoundedChannelOptions(limits.Length) { SingleReader = true });
        _begin = new SqliteStatement(connection, "BEGIN IMMEDIATE", 0);
        _commit = new SqliteStatement(connection, "COMMIT", 0);
        _rollback = new SqliteStatement(connection, "ROLLBACK", 0);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>How many writes wait or run.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Writes, with whatever else waits, and comes back when it is durable.</summary>
    /// <exception cref="StoreUnavailableException">The queue stayed full, or no longer takes anything in.</exception>
    public async Task RunAsync(SqliteWrite write)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            write.CancellationToken.ThrowIfCancellationRequested();
            if (!_queue.Writer.TryWrite(write))
            {
                await WaitForPlaceAsync(write);
            }

            await write.Done;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        var item = new SqliteDelegateWrite<T>(write) { CancellationToken = cancellationToken };
        await RunAsync(item);
        return await item.AnswerAsync();
    }

    /// <summary>Finishes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }

    private async Task WaitForPlaceAsync(SqliteWrite write)
    {
        using var patience = new CancellationTokenSource(_limits.Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(write.CancellationToken, patience.Token);
        try
        {
            await _queue.Writer.WriteAsync(write, either.Token);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The server is stopping: send the same again in a moment; what is stored by then comes back as a duplicate.", exception);
        }
        catch (OperationCanceledException exception) when (!write.CancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("More waits to be written than the disk can follow: send the same again in a moment; what is stored by then comes back as a duplicate.", exception);
        }
    }

    private async Task LoopAsync()
    {
        var group = new List<SqliteWrite>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            if (await TryGroupAsync(group))
            {
                continue;
            }

            // One of them spoilt the transaction for all: each gets its own, and only the culprit fails.
            foreach (var write in group)
            {
                await RunAloneAsync(write);
            }
        }
    }

    private async Task<bool> TryGroupAsync(List<SqliteWrite> group)
    {
        var inTransaction = false;
        try
        {
            var weight = 0;
            while (weight < TransactionWeight && _queue.Reader.TryRead(out var write))
            {
                if (write.CancellationToken.IsCancellationRequested)
                {
                    write.Cancel();
                    continue;
                }

                group.Add(write);
                if (!inTransaction)
                {
                    _begin.Execute();
                    inTransaction = true;
                }

                await write.ExecuteAsync(_connection);
                weight += Math.Max(1, write.Weight);
            }

            if (inTransaction)
            {
                _commit.Execute();
            }
        }
#pragma warning disable CA1031 // Whatever a work throws is its caller's to see; the loop must live on.
        catch (Exception)
#pragma warning restore CA1031
        {
            UndoAll(group, inTransaction);
            return false;
        }

        foreach (var write in group)
        {
            write.Committed();
            write.Succeed();
        }

        return true;
    }

    private async Task RunAloneAsync(SqliteWrite write)
    {
        var inTransaction = false;
        try
        {
            _begin.Execute();
            inTransaction = true;
            await write.ExecuteAsync(_connection);
            _commit.Execute();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            UndoAll([write], inTransaction);
            write.Fail(exception);
            return;
        }

        write.Committed();
        write.Succeed();
    }

    private void UndoAll(List<SqliteWrite> group, bool inTransaction)
    {
        if (inTransaction)
        {
            try
            {
                _rollback.Execute();
            }
            catch (SqliteException)
            {
                // SQLite has rolled back by itself, as it does when the disk is full.
            }
        }

        foreach (var write in group)
        {
            write.RolledBack();
        }
    }
}
