using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Live.Changes;

/// <summary>The one place that notices when a mission is judged differently: presence that goes stale, warnings that become overdue, and the same the other way round.</summary>
/// <remarks>Once a second it judges the missions that somebody follows on this node; it reads again only those in whose project something has happened.</remarks>
internal sealed partial class ChangeFeed(ProjectProjections projections, MissionAssessor assessor, ProjectSignals signals, TimeProvider time, ILogger<ChangeFeed> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<MissionKey, MissionChanges> _followed = [];
    private readonly ChangedProjects _changed = new();
    private PeriodicTimer? _timer;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Not by the loop, which begins whenever it comes to it: from here on no second is missed.
        _timer = new PeriodicTimer(Every, time);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    /// <summary>Begins to follow a mission.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="wake">Woken from now on when something is judged differently.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A reader to whom everything is new. Dispose it to stop.</returns>
    public async Task<ChangeReader> OpenAsync(MissionRecord mission, SubscriberWake wake, CancellationToken cancellationToken)
    {
        var changes = Join(new MissionKey(mission.ProjectId, mission.MissionId));
        try
        {
            if (!changes.IsRead)
            {
                await JudgeAsync(changes, isRead: true, cancellationToken);
            }
        }
        catch
        {
            Leave(changes);
            throw;
        }

        changes.Add(wake);
        return new ChangeReader(this, changes, wake);
    }

    /// <summary>A reader is done.</summary>
    public void Leave(MissionChanges changes)
    {
        lock (_gate)
        {
            if (--changes.Readers == 0)
            {
                _followed.Remove(changes.Key);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = signals.Subscribe(_changed.Add);
        while (await _timer!.WaitForNextTickAsync(stoppingToken))
        {
            var changed = _changed.Take();
            foreach (var changes in Followed())
            {
                try
                {
                    await JudgeAsync(changes, changed(changes.Key.ProjectId), stoppingToken);
                }
#pragma warning disable CA1031 // One mission that fails must not end the others, nor the server.
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    // It has been judged as it was read last, and is read when the storage is back.
                    _changed.Add(changes.Key.ProjectId);
                    Unread(logger, FailureText.Describe(exception));
                }
            }
        }
    }

    private async Task JudgeAsync(MissionChanges changes, bool isRead, CancellationToken cancellationToken)
    {
        try
        {
            if (isRead)
            {
                changes.Take(await projections.ReadAsync(changes.Key, cancellationToken));
            }
        }
        finally
        {
            // Time passes for those who are there, whether the storage answers or not.
            changes.Judge(assessor);
        }
    }

    private MissionChanges Join(MissionKey key)
    {
        lock (_gate)
        {
            if (!_followed.TryGetValue(key, out var changes))
            {
                _followed[key] = changes = new MissionChanges(key);
            }

            changes.Readers++;
            return changes;
        }
    }

    private MissionChanges[] Followed()
    {
        lock (_gate)
        {
            return [.. _followed.Values];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What has changed in a mission could not be read and will be tried again: {Failure}")]
    private static partial void Unread(ILogger logger, string failure);
}
