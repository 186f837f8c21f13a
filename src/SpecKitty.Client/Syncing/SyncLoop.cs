using System.Runtime.CompilerServices;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;

namespace SpecKitty.Client.Syncing;

/// <summary>Keeps a queue drained: a round at the start, one whenever something is queued, retried, requeued or linked, and further tries while the server is away.</summary>
/// <remarks>
/// Nothing that a file, the network or the server does ends it, also not that nobody is signed in or that a project is not linked: it says so once and
/// tries again. An event that was rejected is not sent with every round, but again after <see cref="SyncLoopOptions.RetryRejectedAfter"/>, or when a person
/// has it retried.
/// </remarks>
public sealed class SyncLoop
{
    /// <summary>Beyond it the server is asked again, however long it wishes.</summary>
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

    private readonly SpecKittyHome _home;
    private readonly SyncLoopOptions _options;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _rejected = new(StringComparer.Ordinal);

    /// <summary>Makes a loop over the queue of a home folder.</summary>
    /// <param name="home">The folder; sign-in and links are read anew for each round.</param>
    /// <param name="options">The pace; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public SyncLoop(SpecKittyHome home, SyncLoopOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        _home = home;
        _options = options ?? new SyncLoopOptions();
        _time = time ?? TimeProvider.System;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.Interval, TimeSpan.Zero, nameof(options));
    }

    /// <summary>Runs until it is cancelled, and then ends between or within batches without an exception.</summary>
    /// <returns>The rounds worth telling, as they end.</returns>
    public async IAsyncEnumerable<SyncRound> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var news = new RoundNews();
        var misses = 0;
        var retryAt = _time.GetUtcNow();
        while (!cancellationToken.IsCancellationRequested)
        {
            if (_time.GetUtcNow() >= retryAt)
            {
                _rejected.Clear();
                retryAt = _time.GetUtcNow() + _options.RetryRejectedAfter;
            }

            // Looked at before the round, so that what is queued while it runs is not missed.
            var before = Look();
            var (summary, notice) = await RoundAsync(cancellationToken);
            _rejected.UnionWith(summary.Failures.Select(failure => failure.EventId));
            var isUnfinished = summary.Stopped is not null || summary.Unanswered > 0 || summary.HeldByOthers > 0;
            misses = isUnfinished ? misses + 1 : 0;
            TimeSpan? pause = isUnfinished ? PauseAfter(misses, summary.Stopped?.RetryAfter) : null;
            var round = new SyncRound(_time.GetUtcNow(), summary, notice, pause);
            if (news.IsIn(round))
            {
                yield return round;
            }

            await (pause is { } wait ? PauseAsync(wait, cancellationToken) : IdleAsync(before, retryAt, cancellationToken));
        }
    }

    private async Task<(SyncSummary Summary, string? Notice)> RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var connection = ServerConnection.Open(new CredentialStore(_home), _options.Requests, _time);
            using var queue = OfflineQueue.Open(_home, clock: _time);

            // What a person has retried since it was rejected is pending, and goes out at once.
            var options = _options.Sync with { Skip = row => row.State == EventState.Failed && _rejected.Contains(row.EventId) };
            var clock = new ClockFile(_home, _time);
            var sync = new BatchSync(queue, connection, clock, new ProjectLinks(_home), options, _time);
            return (await sync.RunAsync(progress: null, cancellationToken), queue.Notice ?? clock.Notice);
        }
        catch (ClientException trouble)
        {
            return (SyncSummary.NotBegun(trouble), null);
        }
    }

    private TimeSpan PauseAfter(int misses, TimeSpan? wish)
    {
        // Half of it by chance, so that many producers do not come back in step.
        var own = _options.FirstPause * Math.Pow(2, Math.Min(misses - 1, 20));
        var bounded = own < _options.LongestPause ? own : _options.LongestPause;
        var pause = bounded * (0.5 + (Random.Shared.NextDouble() / 2));
        var wished = wish > LongestWish ? LongestWish : wish;
        return wished > pause ? wished.Value : pause;
    }

    /// <summary>What tells without a round that there may be something to send.</summary>
    private (QueueTail? Tail, FileStamp Links) Look() => (QueueTail.Of(_home), new ProjectLinks(_home).Stamp);

    /// <summary>Waits for something new, for the time of the rejected events, or for the round that comes anyway.</summary>
    private async Task IdleAsync((QueueTail? Tail, FileStamp Links) before, DateTimeOffset retryAt, CancellationToken cancellationToken)
    {
        // Whoever looks seldom wants no rounds in between, but for rejected events, which have a time of their own.
        var anyway = _time.GetUtcNow() + (_options.AnywayAfter > _options.Interval ? _options.AnywayAfter : _options.Interval);
        var until = _rejected.Count > 0 && retryAt < anyway ? retryAt : anyway;
        do
        {
            var left = until - _time.GetUtcNow();
            await PauseAsync(left < _options.Interval ? left : _options.Interval, cancellationToken);
        }
        while (!cancellationToken.IsCancellationRequested && _time.GetUtcNow() < until && Look() == before);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop sees the token itself and ends.
        }
    }
}
