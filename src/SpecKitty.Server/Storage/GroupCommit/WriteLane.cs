namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>Runs writes one after the other and puts whatever waits into one transaction.</summary>
/// <remarks>
/// A commit waits for the disk, so one commit for many posts is what makes many small posts fast.
/// The loop runs only while something waits: a lane that is idle costs nothing.
/// </remarks>
internal sealed class WriteLane<TTransaction>(IGroupTransactions<TTransaction> transactions, Action<WriteLane<TTransaction>>? ended = null)
{
    // Bounds how long the first write of a transaction waits for the last.
    private const int TransactionWeight = 8192;

    private const int Attempts = 3;

    // Bounds how often the lane lets others go first.
    private const int MostRounds = 8;

    private readonly Lock _gate = new();
    private readonly Queue<GroupedWrite<TTransaction>> _queue = new();
    private bool _isRunning;
    private bool _hasEnded;

    private int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Puts a write at the end of the lane.</summary>
    /// <returns>False when the lane has ended, as one does that is told of its end and has nothing left: another takes its place.</returns>
    public bool TryAdd(GroupedWrite<TTransaction> write)
    {
        lock (_gate)
        {
            if (_hasEnded)
            {
                return false;
            }

            _queue.Enqueue(write);
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(LoopAsync);
            }

            return true;
        }
    }

    private async Task LoopAsync()
    {
        var group = new List<GroupedWrite<TTransaction>>();
        while (TryPeek(out var isReadOnly))
        {
            await transactions.EnterAsync();
            try
            {
                await GatherAsync();
                Take(group, isReadOnly);
                if (group.Count > 0 && await RunAsync(group, isReadOnly) == GroupFault.Write)
                {
                    // One of them spoilt the transaction for all.
                    foreach (var write in group)
                    {
                        await RunAsync([write], isReadOnly);
                    }
                }
            }
            finally
            {
                transactions.Leave();
            }
        }
    }

    /// <summary>Lets whoever is on the way here arrive, as long as somebody does.</summary>
    /// <remarks>
    /// What else waits for a processor goes first, once or a few times: on a server that is idle that is nothing, and on one that is busy
    /// it makes fewer and larger transactions of the same posts. No time passes but that of their own work.
    /// </remarks>
    private async ValueTask GatherAsync()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var waiting = Waiting;
            await Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
            if (Waiting == waiting)
            {
                return;
            }
        }
    }

    /// <summary>Runs a group in one transaction.</summary>
    /// <returns>Null when everything in the group is settled; else nothing is.</returns>
    private async Task<GroupFault?> RunAsync(IReadOnlyList<GroupedWrite<TTransaction>> group, bool isReadOnly)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (fault, exception) = await TryAsync(group, isReadOnly);
            switch (fault)
            {
                case null:
                    foreach (var write in group)
                    {
                        Tell(write, static settled => settled.Committed());
                    }

                    foreach (var write in group)
                    {
                        write.Succeed();
                    }

                    return null;

                case GroupFault.Passing when attempt < Attempts:
                    await transactions.PrepareRetryAsync(exception!);
                    continue;

                case GroupFault.Write when group.Count > 1:
                    return fault;

                default:
                    var reason = fault == GroupFault.Write ? exception! : transactions.Explain(exception!);
                    foreach (var write in group)
                    {
                        write.Fail(reason);
                    }

                    return null;
            }
        }
    }

    private async Task<(GroupFault? Fault, Exception? Exception)> TryAsync(IReadOnlyList<GroupedWrite<TTransaction>> group, bool isReadOnly)
    {
        TTransaction? transaction = default;
        var hasBegun = false;
        var isCommitting = false;
        try
        {
            transaction = await transactions.BeginAsync(group, isReadOnly);
            hasBegun = true;
            foreach (var write in group)
            {
                await write.ExecuteAsync(transaction);
            }

            isCommitting = true;
            await transactions.CommitAsync(transaction);
            return (null, null);
        }
#pragma warning disable CA1031 // Whatever a write throws is its caller's to see; the lane must live on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (hasBegun)
            {
                await transactions.RollbackAsync(transaction!);
            }

            foreach (var write in group)
            {
                Tell(write, static undone => undone.RolledBack());
            }

            return (transactions.Judge(exception, isCommitting), exception);
        }
    }

    // What a write makes of the news is its own: neither its neighbours nor the lane must suffer from it.
    private static void Tell(GroupedWrite<TTransaction> write, Action<GroupedWrite<TTransaction>> news)
    {
        try
        {
            news(write);
        }
#pragma warning disable CA1031 // Whatever it is, its caller sees it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            write.Fail(exception);
        }
    }

    /// <summary>Looks what the next transaction is for; ends the loop when there is nothing.</summary>
    private bool TryPeek(out bool isReadOnly)
    {
        lock (_gate)
        {
            if (_queue.TryPeek(out var first))
            {
                isReadOnly = first.IsReadOnly;
                return true;
            }

            isReadOnly = false;
            _isRunning = false;
            _hasEnded = ended is not null;
        }

        ended?.Invoke(this);
        return false;
    }

    /// <summary>Takes what waits, as far as one transaction can hold it: one that writes can also read.</summary>
    private void Take(List<GroupedWrite<TTransaction>> group, bool isReadOnly)
    {
        group.Clear();
        var weight = 0;
        lock (_gate)
        {
            while (weight < TransactionWeight && _queue.TryPeek(out var write) && (write.IsReadOnly || !isReadOnly))
            {
                _queue.Dequeue();
                write.Taken?.Invoke();
                if (write.CancellationToken.IsCancellationRequested)
                {
                    write.Cancel();
                    continue;
                }

                group.Add(write);
                weight += Math.Max(1, write.Weight);
            }
        }
    }
}
