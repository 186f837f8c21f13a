using SpecKitty.Server.Feeds;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Live.Tail;

/// <summary>The end of one project's log, followed once for everybody on this node who follows the project.</summary>
internal sealed partial class ProjectTail(Guid projectId, IEventLog log, EventFeed feed, ProjectSignals signals, ILogger<ProjectTail> logger) : IAsyncDisposable
{
    // Enough for a thousand subscribers who come back after a short break to be caught up from memory.
    private const int LoadedAtFirst = 256;
    private const int MostEvents = 1024;
    private const long MostBytes = 16 * 1024 * 1024;
    private const int ReadAtOnce = 100;

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly HashSet<SubscriberWake> _wakes = [];
    private Task _running = Task.CompletedTask;
    private int _isDisposed;

    /// <summary>The project.</summary>
    public Guid ProjectId => projectId;

    /// <summary>How many follow it. For <see cref="ProjectTails"/>.</summary>
    public int Readers { get; set; }

    /// <summary>The newest events.</summary>
    public TailRing Ring { get; } = new(MostEvents, MostBytes);

    /// <summary>Ends when the newest events are there; fails when the log could not be read.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Begins to follow.</summary>
    public void Start() => _running = Task.Run(() => RunAsync(_stop.Token));

    public void Add(SubscriberWake wake)
    {
        lock (_gate)
        {
            _wakes.Add(wake);
        }
    }

    public void Remove(SubscriberWake wake)
    {
        lock (_gate)
        {
            _wakes.Remove(wake);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        // Watched before it is read, so that nothing can happen unseen in between.
        using var watch = signals.Watch(projectId);
        try
        {
            await LoadAsync(stop);
            while (true)
            {
                await watch.Signals.ReadAsync(stop);
                await FollowAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _loaded.TrySetCanceled(stop);
        }
#pragma warning disable CA1031 // Whoever waits for the beginning gets the failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _loaded.TrySetException(exception);
        }
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        var newest = await log.ReadTailAsync(projectId, LoadedAtFirst, stop);
        Ring.StartBehind(newest.Count == 0 ? 0 : newest[0].Sequence - 1);
        Ring.Add(newest.Select(stored => new TailEvent(stored, feed.Generation)));
        await FollowAsync(stop);
        _loaded.TrySetResult();
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            EventPage page;
            do
            {
                page = await feed.ReadPageAsync(projectId, null, Ring.End, ReadAtOnce, stop);
                Ring.Add(page.Events.Select(stored => new TailEvent(stored, feed.Generation)));
                if (page.Events.Count > 0)
                {
                    WakeAll();
                }
            }
            while (page.HasMore);
        }
#pragma warning disable CA1031 // Whatever it is, those who follow must not be left without news for ever.
        catch (Exception exception) when (_loaded.Task.IsCompletedSuccessfully && !stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // Watchers are woken every few seconds whatever happens: the next time may do better.
            Unread(logger, projectId, FailureText.Describe(exception));
        }
    }

    private void WakeAll()
    {
        lock (_gate)
        {
            foreach (var wake in _wakes)
            {
                wake.Set(WakeReasons.News);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is new in project {ProjectId} could not be read and will be tried again: {Failure}")]
    private static partial void Unread(ILogger logger, Guid projectId, string failure);
}
