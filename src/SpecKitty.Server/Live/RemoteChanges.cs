using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live;

/// <summary>Passes on what other nodes have committed, and now and then wakes every watcher in case a notification was lost.</summary>
internal sealed class RemoteChanges(IServerStore store, ProjectSignals signals, TimeProvider time) : IHostedService, IDisposable
{
    // How long a watcher may be behind when a notification is lost without the connection noticing.
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(10);

    private IDisposable? _subscription;
    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = store.Changes.Subscribe(projectId =>
        {
            if (projectId is { } changed)
            {
                signals.Changed(changed);
            }
            else
            {
                signals.AllChanged();
            }
        });
        _timer = time.CreateTimer(_ => signals.AllChanged(), null, Reminder, Reminder);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _subscription?.Dispose();
    }
}
