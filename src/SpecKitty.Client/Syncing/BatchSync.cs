using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Http.Messages;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>Sends what the queue holds, batch by batch, and writes down what the server made of each event.</summary>
/// <remarks>Safe to run any number of times at once, and to kill at any moment: an event leaves the queue only when the server has said that it has it.</remarks>
public sealed class BatchSync
{
    private const int ContractBatchEvents = 1_000;

    private readonly OfflineQueue _queue;
    private readonly ServerConnection _connection;
    private readonly ClockFile _clock;
    private readonly ProjectLinks _links;
    private readonly SyncOptions _options;

    /// <summary>Makes a sync.</summary>
    /// <param name="queue">What to send.</param>
    /// <param name="connection">Where to.</param>
    /// <param name="clock">Takes in the clocks that the server shows.</param>
    /// <param name="links">The projects whose events may go out; those of others stay.</param>
    /// <param name="options">The bounds; null for the defaults.</param>
    public BatchSync(OfflineQueue queue, ServerConnection connection, ClockFile clock, ProjectLinks links, SyncOptions? options = null)
    {
        _queue = queue;
        _connection = connection;
        _clock = clock;
        _links = links;
        _options = options ?? new SyncOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BatchEvents, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.BatchEvents, ContractBatchEvents, nameof(options));
    }

    /// <summary>Sends everything that is due, each event at most once.</summary>
    /// <param name="cancellationToken">Ends the run between or within batches; what was not answered stays in the queue as it was.</param>
    /// <returns>What was done, and what ended the run early if something did.</returns>
    public async Task<SyncSummary> RunAsync(CancellationToken cancellationToken = default)
    {
        var tally = new SyncTally();
        _queue.ForgetDelivered(_options.KeepDelivered);
        using var lease = _queue.BeginLease(_options.LeaseDuration, _links.AllowedFor(_connection.SignIn), _connection.Server);
        try
        {
            while (lease.Take(_options.BatchEvents, _options.BatchBytes) is { Count: > 0 } rows)
            {
                await SendAsync(rows, lease, tally, cancellationToken);
                lease.Renew();
            }
        }
        catch (ClientException stopped) when (stopped.Failure is not ClientFailure.LocalFile)
        {
            tally.Stopped = stopped;
        }

        return tally.Summarise(lease);
    }

    private async Task SendAsync(IReadOnlyList<LeasedEvent> rows, QueueLease lease, SyncTally tally, CancellationToken cancellationToken)
    {
        var waiting = rows;
        while (waiting.Count > 0)
        {
            var reply = await _connection.SendBatchAsync([.. waiting.Select(row => row.Body)], cancellationToken);
            if (reply.Answer is { } answer)
            {
                TakeIn(answer, waiting, lease, tally);
                return;
            }

            waiting = Refused(reply, waiting, lease, tally);
        }
    }

    private void TakeIn(BatchAnswer answer, IReadOnlyList<LeasedEvent> rows, QueueLease lease, SyncTally tally)
    {
        var results = new Dictionary<string, BatchResult>(StringComparer.OrdinalIgnoreCase);
        foreach (var result in answer.Results.Where(result => result.EventId is not null))
        {
            results.TryAdd(result.EventId!, result);
        }

        // What the server gave no result for is not settled: it counts as not delivered, and as not tried.
        lease.Settle([.. rows.Select(row => tally.Judge(row, results.GetValueOrDefault(row.EventId))).OfType<Delivery>()]);
        if (answer.LatestClock is { } clock and >= 0)
        {
            _clock.Observe(clock);
        }
    }

    /// <summary>Settles what a refusal of the whole batch is about.</summary>
    /// <returns>The rows that are worth sending again without the others.</returns>
    private static List<LeasedEvent> Refused(BatchReply reply, IReadOnlyList<LeasedEvent> rows, QueueLease lease, SyncTally tally)
    {
        var refusal = reply.Refusal ?? throw new InvalidOperationException("A batch has neither an answer nor a refusal.");
        if (reply.IsForbidden)
        {
            // The fault is the user's right, not the event: the events wait unharmed, and the next projects get their turn.
            lease.Settle([.. rows.Select(row => tally.Reject(row, new Rejection(ErrorCategories.PermissionDenied, refusal.Message, CostsAttempt: false)))]);
            return [];
        }

        var named = rows.Where(row => reply.NamedFaults.ContainsKey(row.EventId)).ToList();
        if (named.Count == 0)
        {
            throw refusal;
        }

        lease.Settle([.. named.Select(row => tally.Reject(row, reply.NamedFaults[row.EventId]))]);
        return [.. rows.Except(named)];
    }
}
