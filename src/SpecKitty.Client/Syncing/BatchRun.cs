using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>One run of a sync, from the first batch to the summary.</summary>
/// <remarks>
/// One batch is on its way at a time, so that events arrive in their order. While the server works on it, the run reads the answer to the one before,
/// tells the queue, and makes the one after: neither side waits for the other's work.
/// </remarks>
internal sealed class BatchRun
{
    /// <summary>How long what is known is still written down when the caller has ended the run and somebody else holds the clock's file.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(2);

    private readonly ServerConnection _connection;
    private readonly ClockFile _clock;
    private readonly QueueLease _lease;
    private readonly SyncConsent _consent;
    private readonly SyncReporter? _reporter;
    private readonly SyncTally _tally = new();
    private readonly BatchSize _size;
    private readonly BatchSupply _supply;
    private readonly ServerPatience _patience;
    private readonly BadEventSearch _search;

    // What the server has said and nobody has read yet, and what was read and the queue was not yet told.
    private (ReadyBatch Batch, BatchReply Reply)? _heard;
    private readonly List<Delivery> _settled = [];
    private long _latestClock = -1;

    public BatchRun(ServerConnection connection, ClockFile clock, QueueLease lease, SyncConsent consent, SyncOptions options, TimeProvider time, SyncReporter? reporter)
    {
        _connection = connection;
        _clock = clock;
        _lease = lease;
        _consent = consent;
        _reporter = reporter;
        _size = new BatchSize(options);
        _search = new BadEventSearch(_size);
        _supply = new BatchSupply(lease, options, _size, (row, reason) => Reject(row, new Rejection(ErrorCategories.SchemaMismatch, reason)));
        _patience = new ServerPatience(options.LongestWait, lease, time);
    }

    /// <summary>Sends until nothing is due, the limit is reached, or something stands in the way.</summary>
    public async Task<SyncSummary> ToEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await SendAllAsync(cancellationToken);
                RejectFound(atEnd: true);
            }
            finally
            {
                ReadAnswer();
                using var ending = cancellationToken.IsCancellationRequested ? new CancellationTokenSource(TimeToEnd) : null;
                WriteDown(ending?.Token ?? cancellationToken);
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

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_supply.HasRows())
        {
            await TakeClocksAsync(cancellationToken);
            return;
        }

        // Asked once a run. What the projects have come to is taken in also when every event of this run is rejected.
        var terms = await _patience.AskAsync(token => _connection.ReadSyncTermsAsync(_consent.Initially, token), cancellationToken);
        _size.Keep(terms.Limits);
        _latestClock = Math.Max(_latestClock, terms.LatestClock ?? -1);
        var next = _supply.Next();
        while (next is { } batch)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // On another thread, as much is done before anything waits.
            var asking = Task.Run(() => _patience.AskAsync(token => SendAsync(batch, token), cancellationToken), CancellationToken.None);
            next = await WorkMeanwhileAsync(asking, cancellationToken);
            var reply = await asking;
            if (reply is { Refusal: null })
            {
                _heard = (batch, reply);
                _search.Accepted(batch.Rows);
                RejectFound(atEnd: false);
            }
            else
            {
                Return(next);
                next = null;
                if (reply is null)
                {
                    LeaveOut(batch);
                }
                else
                {
                    Refused(reply, reply.Refusal!, batch.Rows, cancellationToken);
                }
            }

            // What was queued meanwhile goes along.
            next ??= _supply.Next();
        }
    }

    /// <summary>Takes the clocks of the linked projects in, so that the next event made here sorts after what others have sent.</summary>
    /// <remarks>There is nothing to send, so a server that is away, or a sign-in that has ended, is no fault of this run.</remarks>
    private async Task TakeClocksAsync(CancellationToken cancellationToken)
    {
        if (_consent.Initially.Count == 0)
        {
            return;
        }

        try
        {
            var terms = await _connection.ReadSyncTermsAsync(_consent.Initially, cancellationToken);
            _latestClock = Math.Max(_latestClock, terms.LatestClock ?? -1);
        }
        catch (ClientException)
        {
            // The next run asks again.
        }
    }

    /// <summary>Sends a batch, unless a link was taken back that it needs.</summary>
    /// <returns>The reply; null when nothing was sent.</returns>
    private async Task<BatchReply?> SendAsync(ReadyBatch batch, CancellationToken cancellationToken) =>
        _consent.Covers(batch.Rows) ? await _connection.SendBatchAsync(batch.Body, cancellationToken) : null;

    /// <summary>Goes on without the projects that are no longer linked; what was taken of them waits as it was.</summary>
    private void LeaveOut(ReadyBatch batch)
    {
        Return(batch);
        _lease.KeepTo(_consent.Projects);
        _supply.LeaveOut(row => !_consent.Projects.Contains(row.ProjectUuid));
    }

    /// <summary>Does all that can be done while the server works on a batch.</summary>
    /// <returns>The batch after it; null when nothing waits.</returns>
    private async Task<ReadyBatch?> WorkMeanwhileAsync(Task asking, CancellationToken cancellationToken)
    {
        try
        {
            ReadAnswer();
            WriteDown(cancellationToken);
            _lease.Renew();
            return _supply.Next();
        }
        catch (Exception cut) when (cut is ClientException or OperationCanceledException)
        {
            // The batch under way stays as it was: the next run sends it again, and the server says duplicate.
            await asking.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private void ReadAnswer()
    {
        if (_heard is not { } heard)
        {
            return;
        }

        _heard = null;
        var answer = heard.Reply.ReadAnswer();
        var results = BatchResults.Of(answer, heard.Batch.Rows);

        // What the server gave no result for is not settled: it counts as not delivered, and as not tried.
        _settled.AddRange(heard.Batch.Rows.Select((row, place) => _tally.Judge(row, results[place])).OfType<Delivery>());
        _latestClock = Math.Max(_latestClock, answer.LatestClock ?? -1);
        _reporter?.Tell(_tally);
    }

    private void WriteDown(CancellationToken cancellationToken)
    {
        if (_settled.Count > 0)
        {
            _lease.Settle(_settled);
            _settled.Clear();
        }

        if (_latestClock >= 0)
        {
            _clock.Observe(_latestClock, cancellationToken);
            _latestClock = -1;
        }
    }

    /// <summary>Settles what a refusal of the whole batch is about; the rest of it is sent again.</summary>
    private void Refused(BatchReply reply, ClientException refusal, IReadOnlyList<LeasedEvent> rows, CancellationToken cancellationToken)
    {
        if (reply.IsTooLarge && rows.Count > 1)
        {
            _size.Halve(rows.Count);
            _supply.Return(rows);
            return;
        }

        var named = rows.Where(row => reply.NamedFaults.ContainsKey(row.EventId)).ToList();
        switch (reply)
        {
            case { IsForbidden: true }:
                // The fault is the user's right, not the event: the events wait unharmed, and the next projects get their turn.
                RejectAll(rows, _ => new Rejection(ErrorCategories.PermissionDenied, refusal.Message, CostsAttempt: false));
                break;
            case { IsTooLarge: true }:
                RejectAll(rows, row => new Rejection(ErrorCategories.SchemaMismatch, BatchSize.AgainstAlone(row, refusal.Message)));
                break;
            case var _ when named.Count > 0:
                RejectAll(named, row => new Rejection(ErrorCategories.Of(reply.NamedFaults[row.EventId]), reply.NamedFaults[row.EventId]));
                _supply.Return(rows.Except(named));
                break;
            case { IsBad: true }:
                _supply.Return(_search.Refused(rows, refusal));
                RejectFound(atEnd: false);
                break;
            default:
                throw refusal;
        }

        WriteDown(cancellationToken);
        _reporter?.Tell(_tally);
    }

    private void RejectFound(bool atEnd)
    {
        foreach (var (row, rejection) in _search.TakeRejections(atEnd))
        {
            Reject(row, rejection);
        }
    }

    private void Return(ReadyBatch? batch)
    {
        if (batch is not null)
        {
            _supply.Return(batch.Rows);
        }
    }

    private void RejectAll(IReadOnlyList<LeasedEvent> rows, Func<LeasedEvent, Rejection> rejection)
    {
        foreach (var row in rows)
        {
            Reject(row, rejection(row));
        }
    }

    private void Reject(LeasedEvent row, Rejection rejection) => _settled.Add(_tally.Reject(row, rejection));
}
