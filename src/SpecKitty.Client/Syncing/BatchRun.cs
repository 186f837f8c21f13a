using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Http.Messages;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>One run of a sync, from the first batch to the summary.</summary>
internal sealed class BatchRun
{
    private readonly ServerConnection _connection;
    private readonly ClockFile _clock;
    private readonly QueueLease _lease;
    private readonly SyncOptions _options;
    private readonly SyncTally _tally = new();
    private readonly BatchSize _size;
    private readonly ServerPatience _patience;

    // What the server has answered and the queue was not yet told, and what is sent next: seen to while the server works on a batch.
    private readonly List<Delivery> _answered = [];
    private IReadOnlyList<LeasedEvent>? _ahead;

    public BatchRun(ServerConnection connection, ClockFile clock, QueueLease lease, SyncOptions options, TimeProvider time)
    {
        _connection = connection;
        _clock = clock;
        _lease = lease;
        _options = options;
        _size = new BatchSize(options);
        _patience = new ServerPatience(options.LongestWait, lease, time);
    }

    /// <summary>Sends until nothing is due, the limit is reached, or something stands in the way.</summary>
    public async Task<SyncSummary> ToEndAsync(SyncReporter? reporter, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await SendAllAsync(reporter, cancellationToken);
            }
            finally
            {
                WriteDown();
            }
        }
        catch (ClientException stopped)
        {
            _tally.Stopped = stopped;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _tally.IsInterrupted = true;
        }

        return _tally.Summarise(_lease);
    }

    private async Task SendAllAsync(SyncReporter? reporter, CancellationToken cancellationToken)
    {
        var left = _options.Limit ?? int.MaxValue;
        var isFirst = true;
        while (left > 0 && (_ahead is { Count: > 0 } ? _ahead : Take(left)) is { Count: > 0 } taken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _ahead = null;
            left -= taken.Count;
            var rows = taken.Where(row => _options.Skip?.Invoke(row) != true).ToList();
            if (isFirst && rows.Count > 0)
            {
                // Asked once a run, and only when there is something to send.
                _size.Keep(await _patience.AskAsync(_connection.ReadBatchLimitsAsync, cancellationToken));
                isFirst = false;
            }

            await SendAsync(rows, left, reporter, cancellationToken);
        }
    }

    private IReadOnlyList<LeasedEvent> Take(int left) => _lease.Take(Math.Min(left, _size.Events), _size.Bytes);

    /// <summary>Settles what was answered before, and takes what is sent next, while the server works on a batch.</summary>
    private async Task<BatchReply> WorkMeanwhileAsync(Task<BatchReply> asking, int left)
    {
        try
        {
            WriteDown();
            _lease.Renew();
            _ahead ??= left > 0 ? Take(left) : null;
        }
        catch (ClientException)
        {
            // The batch under way stays as it was: the next run sends it again, and the server says duplicate.
            await asking.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        return await asking;
    }

    private void WriteDown()
    {
        if (_answered.Count > 0)
        {
            _lease.Settle(_answered);
            _answered.Clear();
        }
    }

    private async Task SendAsync(List<LeasedEvent> rows, int left, SyncReporter? reporter, CancellationToken cancellationToken)
    {
        RefuseTooLarge(rows);
        while (rows.Count > 0)
        {
            var batch = rows.GetRange(0, _size.Fitting(rows));

            // On another thread, as the batch is compressed before anything waits.
            var asking = Task.Run(
                () => _patience.AskAsync(token => _connection.SendBatchAsync([.. batch.Select(row => row.Body)], _size.CompressedBytes, token), cancellationToken),
                CancellationToken.None);
            var reply = await WorkMeanwhileAsync(asking, left);
            if (reply.Answer is { } answer)
            {
                TakeIn(answer, batch);
                rows.RemoveRange(0, batch.Count);
            }
            else if (reply.IsTooLarge && batch.Count > 1)
            {
                _size.Halve(batch.Count);
                continue;
            }
            else
            {
                var settled = Refused(reply, batch);
                rows.RemoveAll(settled.Contains);
            }

            reporter?.Tell(_tally);
        }
    }

    /// <summary>Settles the rows that the server would reject for their size alone; they need not travel for that.</summary>
    private void RefuseTooLarge(List<LeasedEvent> rows)
    {
        var refused = new List<Delivery>();
        rows.RemoveAll(row =>
        {
            if (_size.Against(row) is not { } reason)
            {
                return false;
            }

            refused.Add(_tally.Reject(row, new Rejection(ErrorCategories.SchemaMismatch, reason)));
            return true;
        });
        if (refused.Count > 0)
        {
            _lease.Settle(refused);
        }
    }

    private void TakeIn(BatchAnswer answer, List<LeasedEvent> rows)
    {
        var results = new Dictionary<string, BatchResult?>(StringComparer.OrdinalIgnoreCase);
        foreach (var result in answer.Results.OfType<BatchResult>().Where(result => result.EventId is not null))
        {
            // Two different words on one event are none.
            results[result.EventId!] = !results.TryGetValue(result.EventId!, out var before) || before?.Status == result.Status ? result : null;
        }

        // What the server gave no result for is not settled: it counts as not delivered, and as not tried.
        _answered.AddRange([.. rows.Select(row => _tally.Judge(row, results.GetValueOrDefault(row.EventId))).OfType<Delivery>()]);
        if (answer.LatestClock is { } clock and >= 0)
        {
            _clock.Observe(clock);
        }
    }

    /// <summary>Settles what a refusal of the whole batch is about.</summary>
    /// <returns>The rows that were settled; the others are worth sending again without them.</returns>
    private HashSet<LeasedEvent> Refused(BatchReply reply, List<LeasedEvent> rows)
    {
        var refusal = reply.Refusal ?? throw new InvalidOperationException("A batch has neither an answer nor a refusal.");
        if (reply.IsForbidden)
        {
            // The fault is the user's right, not the event: the events wait unharmed, and the next projects get their turn.
            return Settle(rows, _ => new Rejection(ErrorCategories.PermissionDenied, refusal.Message, CostsAttempt: false));
        }

        if (reply.IsTooLarge)
        {
            return Settle(rows, row => new Rejection(
                ErrorCategories.SchemaMismatch,
                $"Invalid event: its {row.Body.Length} bytes are too many for a batch of its own. {refusal.Message} Shorten the payload, or send a reference."));
        }

        var named = rows.Where(row => reply.NamedFaults.ContainsKey(row.EventId)).ToList();
        return named.Count == 0
            ? throw refusal
            : Settle(named, row => new Rejection(ErrorCategories.Of(reply.NamedFaults[row.EventId]), reply.NamedFaults[row.EventId]));
    }

    private HashSet<LeasedEvent> Settle(List<LeasedEvent> rows, Func<LeasedEvent, Rejection> rejection)
    {
        _lease.Settle([.. rows.Select(row => _tally.Reject(row, rejection(row)))]);
        return [.. rows];
    }
}
