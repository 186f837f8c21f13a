using System.Collections.Concurrent;
using SpecKitty.Server.Live;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Webhooks;

/// <summary>Delivers one webhook for as long as this node holds its lease: its projects by turns, one delivery at a time.</summary>
internal sealed partial class WebhookRunner(string owner, WebhookRecord webhook, WebhookServices services)
{
    private const int ProjectsAtOnce = 500;

    private readonly SubscriberWake _wake = new();
    private readonly ConcurrentDictionary<Guid, WebhookLane> _lanes = new();
    private readonly ConcurrentDictionary<Guid, bool> _changed = new();
    private readonly WebhookRetries _retries = new(owner, webhook, services);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cut = new();
    private bool _mayRetry;
    private Task _running = Task.CompletedTask;

    /// <summary>Whether it has ended by itself, since somebody else delivers.</summary>
    public bool HasEnded => _running.IsCompleted;

    /// <summary>Begins to deliver.</summary>
    public void Start() => _running = Task.Run(() => RunAsync(_stop.Token));

    /// <summary>A log has grown; null for any.</summary>
    public void Changed(Guid? projectId)
    {
        if (projectId is not { } changed)
        {
            _wake.Set(WakeReasons.Beat);
        }
        else if (_lanes.ContainsKey(changed))
        {
            _changed[changed] = true;
            _wake.Set(WakeReasons.News);
        }
    }

    /// <summary>Wakes it when something that has failed is to be tried again.</summary>
    public void Tick(DateTimeOffset now)
    {
        if (_retries.NextAt <= now || _lanes.Values.Any(lane => lane.NextAt <= now))
        {
            _wake.Set(WakeReasons.News);
        }
    }

    /// <summary>Has it look for new projects, for what it was not told of, and for what somebody wants tried again.</summary>
    public void LookAround() => _wake.Set(WakeReasons.Beat);

    /// <summary>Ends it: begins no delivery any more, and waits for the one that is being sent.</summary>
    /// <param name="within">How long to wait; the delivery is cut off then, and will be sent again. Zero cuts it off at once.</param>
    public async Task StopAsync(TimeSpan within = default)
    {
        await _stop.CancelAsync();
        _wake.Set(WakeReasons.Gone);
        if (within <= TimeSpan.Zero)
        {
            await _cut.CancelAsync();
        }

        await using (within > TimeSpan.Zero ? services.Time.CreateTimer(static cut => ((CancellationTokenSource)cut!).Cancel(), _cut, within, Timeout.InfiniteTimeSpan) : null)
        {
            await _running;
        }

        _stop.Dispose();
        _cut.Dispose();
        await NoteRestAsync();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        var reasons = WakeReasons.Beat;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (reasons.HasFlag(WakeReasons.Beat))
                {
                    _mayRetry = true;
                    await LookAroundAsync(stop);
                }

                _mayRetry = (_mayRetry || _retries.NextAt <= services.Time.GetUtcNow()) && await RetryAsync(stop);
                reasons = await DeliverAsync(stop) || _mayRetry ? _wake.Take() : await _wake.WaitAsync();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (WebhookLeaseException)
            {
                // The dispatcher notices, and ends this runner or starts another.
                return;
            }
            catch (StoreUnavailableException exception)
            {
                Postponed(services.Logger, webhook.WebhookId, FailureText.Describe(exception));
                reasons = await _wake.WaitAsync();
            }
#pragma warning disable CA1031 // The others must go on, and this one again with the next signal.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Failed(services.Logger, webhook.WebhookId, FailureText.Describe(exception));
                reasons = await _wake.WaitAsync();
            }
        }
    }

    // What the storage has refused to note is offered a last time: another runner would deliver it again.
    private async Task NoteRestAsync()
    {
        try
        {
            await _retries.NoteAsync();
            foreach (var lane in _lanes.Values)
            {
                await lane.NoteAsync();
            }
        }
        catch (WebhookLeaseException)
        {
            // The other runner has begun already.
        }
#pragma warning disable CA1031 // Whatever the storage has against it, there is nobody left to offer it again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(services.Logger, webhook.WebhookId, FailureText.Describe(exception));
        }
    }

    private async Task LookAroundAsync(CancellationToken stop)
    {
        if (_lanes.IsEmpty)
        {
            foreach (var cursor in await services.Store.Webhooks.ListCursorsAsync(webhook.WebhookId, stop))
            {
                _lanes[cursor.ProjectId] = new WebhookLane(owner, webhook, cursor, services);
            }
        }

        var projects = await ListProjectsAsync(stop);
        foreach (var lost in _lanes.Keys.Except(projects.Select(project => project.ProjectId)).ToList())
        {
            _lanes.TryRemove(lost, out _);
        }

        foreach (var project in projects)
        {
            // A project that was registered since begins at its beginning, and what it was told of before was not for anybody.
            var isNew = !_lanes.ContainsKey(project.ProjectId);
            var lane = _lanes.GetOrAdd(project.ProjectId, id => new WebhookLane(owner, webhook, new WebhookCursor(webhook.WebhookId, id, 0, null), services));
            if (isNew || project.LastSequence > lane.After)
            {
                _changed[project.ProjectId] = true;
            }
        }
    }

    // Gives whether there may be more to try at once.
    private async Task<bool> RetryAsync(CancellationToken stop)
    {
        try
        {
            return await _retries.TryAsync(_lanes.ContainsKey, stop, _cut.Token);
        }
#pragma warning disable CA1031 // What was given up before keeps no new delivery waiting.
        catch (Exception exception) when (ConcernsOneAlone(exception, stop))
#pragma warning restore CA1031
        {
            Failed(services.Logger, webhook.WebhookId, FailureText.Describe(exception));
            return false;
        }
    }

    // Without the storage nothing can go on, and who has lost the lease must not.
    private static bool ConcernsOneAlone(Exception exception, CancellationToken stop)
        => exception is not (StoreUnavailableException or WebhookLeaseException) && !stop.IsCancellationRequested;

    // One batch of each project that has something: no project keeps the others waiting.
    private async Task<bool> DeliverAsync(CancellationToken stop)
    {
        var hasMore = false;
        var now = services.Time.GetUtcNow();
        foreach (var (projectId, lane) in _lanes)
        {
            stop.ThrowIfCancellationRequested();
            var isDue = lane.NextAt <= now;
            if (!_changed.TryRemove(projectId, out _) && !isDue)
            {
                continue;
            }

            try
            {
                var last = (await services.Store.Log.FindProjectAsync(projectId, stop))?.LastSequence ?? 0;
                await lane.StepAsync(last, _cut.Token);

                // One that waits for its next attempt is woken for that.
                if (last > lane.After && lane.NextAt is null)
                {
                    _changed[projectId] = true;
                    hasMore = true;
                }
            }
#pragma warning disable CA1031 // This one again with the next signal, and the others now.
            catch (Exception exception) when (ConcernsOneAlone(exception, stop))
#pragma warning restore CA1031
            {
                _changed[projectId] = true;
                Failed(services.Logger, webhook.WebhookId, FailureText.Describe(exception));
            }
            catch
            {
                _changed[projectId] = true;
                throw;
            }
        }

        return hasMore;
    }

    private async Task<IReadOnlyList<ProjectRecord>> ListProjectsAsync(CancellationToken stop)
    {
        var log = services.Store.Log;
        if (webhook.ProjectId is { } one)
        {
            return await log.FindProjectAsync(one, stop) is { } project && project.TeamSlug == webhook.TeamSlug ? [project] : [];
        }

        var projects = new List<ProjectRecord>();
        IReadOnlyList<ProjectRecord> page;
        do
        {
            page = await log.ListProjectsAsync([webhook.TeamSlug], projects.Count == 0 ? null : projects[^1].ProjectId, ProjectsAtOnce, stop);
            projects.AddRange(page);
        }
        while (page.Count == ProjectsAtOnce);

        return projects;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {WebhookId} waits for the storage: {Failure}")]
    private static partial void Postponed(ILogger logger, string webhookId, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhook {WebhookId} failed and will go on later: {Failure}")]
    private static partial void Failed(ILogger logger, string webhookId, string failure);
}
