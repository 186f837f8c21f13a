using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
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
    private readonly TimeProvider _time;

    /// <summary>Makes a sync.</summary>
    /// <param name="queue">What to send.</param>
    /// <param name="connection">Where to.</param>
    /// <param name="clock">Takes in the clocks that the server shows.</param>
    /// <param name="links">The projects whose events may go out; those of others stay. Looked at before each batch, so that a link taken back ends the sending.</param>
    /// <param name="options">The bounds; null for the defaults.</param>
    /// <param name="time">The clock of waits and progress; null for the system's.</param>
    public BatchSync(OfflineQueue queue, ServerConnection connection, ClockFile clock, ProjectLinks links, SyncOptions? options = null, TimeProvider? time = null)
    {
        _queue = queue;
        _connection = connection;
        _clock = clock;
        _links = links;
        _options = options ?? new SyncOptions();
        _time = time ?? TimeProvider.System;
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BatchEvents, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.BatchEvents, ContractBatchEvents, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Limit ?? 1, 1, nameof(options));
    }

    /// <summary>Sends everything that is due, each event at most once.</summary>
    /// <param name="progress">Is told after each batch, on the thread of the run; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run between or within batches; what was not answered stays in the queue as it was.</param>
    /// <returns>What was done, and what ended the run early if something did; that it was ended by the token is not thrown but told too.</returns>
    /// <exception cref="ClientException">The queue itself cannot be used.</exception>
    public Task<SyncSummary> RunAsync(IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        _queue.ForgetDelivered(_options.KeepDelivered);
        return LeasedAsync((lease, consent) => new BatchRun(_connection, _clock, lease, consent, _options, _time, Reporter(lease, progress)).ToEndAsync(cancellationToken));
    }

    /// <summary>Counts what a run would send now. Asks no server.</summary>
    /// <remarks>Rows are held while they are counted, so that what is counted is what a run would take; a damaged row is set aside, as in a run.</remarks>
    public Task<SyncPreview> PreviewAsync(CancellationToken cancellationToken = default) =>
        LeasedAsync((lease, _) => Task.FromResult(SyncPreview.Count(lease, _options, _connection.SignIn, cancellationToken)));

    private async Task<T> LeasedAsync<T>(Func<QueueLease, SyncConsent, Task<T>> work)
    {
        var consent = new SyncConsent(_links, _connection.SignIn);
        using var lease = _queue.BeginLease(_options.LeaseDuration, consent.Initially, _connection.Server);
        return await work(lease, consent);
    }

    private SyncReporter? Reporter(QueueLease lease, IProgress<SyncProgress>? progress)
    {
        if (progress is null)
        {
            return null;
        }

        var status = _queue.Status();
        var due = Math.Max(0, status.Pending + status.Failed - lease.OfOtherProjects() - lease.HeldByOthers());
        return new SyncReporter(progress, Math.Min(due, _options.Limit ?? long.MaxValue), _time);
    }
}
