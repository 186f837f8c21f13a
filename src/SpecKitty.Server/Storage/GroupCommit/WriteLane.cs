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

    private readonly Lock _gate = new();
    private readonly Queue<GroupedWrite<TTransaction>> _queue = new();
    private bool _isRunning;
    private bool _hasEnded;

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
                group.Clear();
                if (await RunGroupAsync(group, isReadOnly) == GroupFault.Write)
                {
                    // One of them spoilt the transaction for all.
                    foreach (var write in group)
                    {
                        await RunAsync([write], next: null, isReadOnly);
                    }
                }
            }
            finally
            {
                transactions.Leave();
            }
        }
    }

    private async Task<GroupFault?> RunGroupAsync(List<GroupedWrite<TTransaction>> group, bool isReadOnly)
    {
        var weight = 0;
        return await RunAsync(
            group,
            () =>
            {
                if (weight >= TransactionWeight || !TryTake(isReadOnly, out var write))
                {
                    return null;
                }

                weight += Math.Max(1, write.Weight);
                return write;
            },
            isReadOnly);
    }

    /// <summary>Runs what is in the group, and what comes next, in one transaction.</summary>
    /// <returns>Null when everything in the group is settled; else nothing is.</returns>
    private async Task<GroupFault?> RunAsync(List<GroupedWrite<TTransaction>> group, Func<GroupedWrite<TTransaction>?>? next, bool isReadOnly)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (fault, exception) = await TryAsync(group, next, isReadOnly);
            switch (fault)
            {
                case null:
                    foreach (var write in group)
                    {
                        write.Committed();
                    }

                    foreach (var write in group)
                    {
                        write.Succeed();
                    }

                    return null;

                case GroupFault.Passing when attempt < Attempts:
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

    private async Task<(GroupFault? Fault, Exception? Exception)> TryAsync(List<GroupedWrite<TTransaction>> group, Func<GroupedWrite<TTransaction>?>? next, bool isReadOnly)
    {
        TTransaction? transaction = default;
        var hasBegun = false;
        var isCommitting = false;
        while (Add(group, next))
        {
            // Everything that waits is known before the transaction begins.
        }

        if (group.Count == 0)
        {
            return (null, null);
        }

        try
        {
            transaction = await transactions.BeginAsync(group, isReadOnly);
            hasBegun = true;
            for (var at = 0; at < group.Count || Add(group, next); at++)
            {
                await group[at].ExecuteAsync(transaction);
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
                write.RolledBack();
            }

            return (transactions.Judge(exception, isCommitting), exception);
        }
    }

    private static bool Add(List<GroupedWrite<TTransaction>> group, Func<GroupedWrite<TTransaction>?>? next)
    {
        if (next?.Invoke() is not { } write)
        {
            return false;
        }

        group.Add(write);
        return true;
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

    /// <summary>Takes what the transaction can hold: one that writes can also read.</summary>
    private bool TryTake(bool isReadOnly, out GroupedWrite<TTransaction> write)
    {
        lock (_gate)
        {
            while (_queue.TryPeek(out write!) && (write.IsReadOnly || !isReadOnly))
            {
                _queue.Dequeue();
                write.Taken?.Invoke();
                if (!write.CancellationToken.IsCancellationRequested)
                {
                    return true;
                }

                write.Cancel();
            }

            return false;
        }
    }
}
