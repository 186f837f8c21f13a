namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>Runs writes one after the other and puts whatever waits into one transaction.</summary>
/// <remarks>
/// A commit waits for the disk, so one commit for many posts is what makes many small posts fast.
/// The loop runs only while something waits: a lane that is idle costs nothing.
/// </remarks>
internal sealed class WriteLane<TTransaction>(IGroupTransactions<TTransaction> transactions, Action<WriteLane<TTransaction>>? ended = null)
{
    // Bounds how long the first write of a transaction waits for the last, while nothing of another team or mission waits.
    private const int TransactionWeight = 8192;

    // The same where writes of several teams or missions share a transaction: each of them waits for it. Long ones do not share it with short ones.
    private const int SharedWeight = 128;

    // What a part of a write counts for at most, and how many parts of one write share a transaction.
    private const int PartWeight = 64;
    private const int MostParts = TransactionWeight / PartWeight;

    private const int Attempts = 3;

    // Bounds how often the lane lets others go first.
    private const int MostRounds = 8;

    private readonly Lock _gate = new();
    private readonly FairQueue<GroupedWrite<TTransaction>> _queue = new(write => write.Share);
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
        while (TryPeek(out var isReadOnly, out var share))
        {
            await transactions.EnterAsync(share);
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
            var (fault, exception, run) = await TryAsync(group, isReadOnly);
            switch (fault)
            {
                case null:
                    Settle(group, run);
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

    /// <summary>What has run is durable; writes that did not run, and those that have more to do, wait for their next turn.</summary>
    private void Settle(IReadOnlyList<GroupedWrite<TTransaction>> group, IReadOnlySet<GroupedWrite<TTransaction>> run)
    {
        foreach (var write in group.Where(run.Contains))
        {
            Tell(write, static settled => settled.Committed());
        }

        // The last comes back first, so that each share keeps its order.
        lock (_gate)
        {
            foreach (var write in group.Reverse().Where(write => !run.Contains(write) || write.HasMore))
            {
                _queue.PutBack(write);
            }
        }

        foreach (var write in group.Where(write => run.Contains(write) && !write.HasMore))
        {
            write.Succeed();
        }
    }

    /// <summary>Runs the writes of a group in order, of each a part at most, unless nothing of another share waits for the transaction.</summary>
    /// <returns>Those that have run.</returns>
    private async ValueTask<IReadOnlySet<GroupedWrite<TTransaction>>> ExecuteAsync(IReadOnlyList<GroupedWrite<TTransaction>> group, TTransaction transaction)
    {
        var run = new HashSet<GroupedWrite<TTransaction>>(ReferenceEqualityComparer.Instance);
        var unfinished = new HashSet<WriteShare>();
        var isShared = group.DistinctBy(write => write.Share).Skip(1).Any();
        var parts = 0;
        foreach (var write in group.Where(write => !unfinished.Contains(write.Share)))
        {
            run.Add(write);
            do
            {
                await write.ExecuteAsync(transaction);
                parts++;
            }
            while (write.HasMore && !isShared && parts < MostParts && !OthersWait(write.Share));

            if (write.HasMore)
            {
                unfinished.Add(write.Share);
            }
        }

        return run;
    }

    private async Task<(GroupFault? Fault, Exception? Exception, IReadOnlySet<GroupedWrite<TTransaction>> Run)> TryAsync(IReadOnlyList<GroupedWrite<TTransaction>> group, bool isReadOnly)
    {
        TTransaction? transaction = default;
        var hasBegun = false;
        var isCommitting = false;
        try
        {
            transaction = await transactions.BeginAsync(group, isReadOnly);
            hasBegun = true;
            var run = await ExecuteAsync(group, transaction);
            isCommitting = true;
            await transactions.CommitAsync(transaction);
            return (null, null, run);
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

            return (transactions.Judge(exception, isCommitting), exception, new HashSet<GroupedWrite<TTransaction>>());
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

    private bool OthersWait(WriteShare share)
    {
        lock (_gate)
        {
            return transactions.OthersWait || _queue.HasOther(share);
        }
    }

    /// <summary>Looks what the next transaction is for; ends the loop when there is nothing.</summary>
    private bool TryPeek(out bool isReadOnly, out WriteShare share)
    {
        lock (_gate)
        {
            if (_queue.TryPeek(out var first))
            {
                isReadOnly = first.IsReadOnly;
                share = first.Share;
                return true;
            }

            isReadOnly = false;
            share = default;
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
        var (weight, partsWeight, isShared) = (0, 0, false);
        lock (_gate)
        {
            while (weight < TransactionWeight && _queue.TryPeek(out var write) && (write.IsReadOnly || !isReadOnly))
            {
                isShared = isShared || (group.Count > 0 && write.Share != group[0].Share) || _queue.HasOther(write.Share);
                if (isShared && group.Count > 0 && (partsWeight >= SharedWeight || (write.Weight > PartWeight) != (group[0].Weight > PartWeight)))
                {
                    return;
                }

                _queue.Dequeue();
                if (write.Taken is { } taken)
                {
                    write.Taken = null;
                    taken();
                }

                if (write.CancellationToken.IsCancellationRequested)
                {
                    write.Cancel();
                    continue;
                }

                group.Add(write);
                weight += Math.Max(1, write.Weight);
                partsWeight += Math.Clamp(write.Weight, 1, PartWeight);
            }
        }
    }
}
