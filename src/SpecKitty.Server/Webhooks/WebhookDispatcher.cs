using SpecKitty.Server.Hosting;
using SpecKitty.Server.Live;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Webhooks;

/// <summary>Runs the webhooks whose lease this node holds, and takes those that no other node does.</summary>
internal sealed partial class WebhookDispatcher(WebhookServices services, ProjectSignals signals, ServerOptions options, TimeProvider time) : BackgroundService
{
    // A node that dies is followed by another when its leases end; renewed often enough to survive a storage that stutters.
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeaseEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly SubscriberWake _wake = new();
    private readonly Dictionary<string, WebhookRunner> _running = new(StringComparer.Ordinal);
    private volatile WebhookRunner[] _runners = [];
    private volatile bool _isFinishing;

    // What is left of the lease must last for it, or another node sends the same; and the leases are given back before the host's patience ends.
    private TimeSpan FinishWithin
    {
        get
        {
            var whole = TimeSpan.FromSeconds(Math.Max(options.Drain.TotalSeconds - 1, options.Drain.TotalSeconds / 2));
            return whole < LeaseFor - LeaseEvery ? whole : LeaseFor - LeaseEvery;
        }
    }

    /// <summary>Something about the webhooks has changed, and should show at once.</summary>
    public void LookSoon() => _wake.Set(WakeReasons.News);

    /// <summary>The server is stopping: no delivery is begun any more, what is being sent may arrive, and then the leases are given back.</summary>
    public void Finish()
    {
        _isFinishing = true;
        _wake.Set(WakeReasons.Stopping);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(_ => _wake.Set(WakeReasons.Beat), null, TickEvery, TickEvery);
        await using var stopping = stoppingToken.UnsafeRegister(static asleep => ((SubscriberWake)asleep!).Set(WakeReasons.Stopping), _wake);
        using var changes = signals.Subscribe(Changed);
        var leaseAt = time.GetUtcNow();
        var reasons = WakeReasons.None;
        while (!stoppingToken.IsCancellationRequested && !_isFinishing)
        {
            var now = time.GetUtcNow();
            if (now >= leaseAt || reasons.HasFlag(WakeReasons.News))
            {
                await LeaseAsync(now, stoppingToken);
                leaseAt = now + LeaseEvery;
            }

            foreach (var runner in _runners)
            {
                runner.Tick(now);
            }

            reasons = await _wake.WaitAsync();
        }

        await Task.WhenAll(_running.Values.Select(runner => runner.StopAsync(FinishWithin)));
        await GiveBackAsync();
    }

    private async Task LeaseAsync(DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            var held = await services.Store.Webhooks.LeaseAsync(_owner, now, now + LeaseFor, stop);
            foreach (var lost in _running.Keys.Except(held.Select(webhook => webhook.WebhookId)).ToList())
            {
                _running.Remove(lost, out var runner);
                await runner!.StopAsync();
            }

            foreach (var webhook in held)
            {
                if (_running.TryGetValue(webhook.WebhookId, out var runner) && !runner.HasEnded)
                {
                    runner.LookAround();
                }
                else
                {
                    await (runner?.StopAsync() ?? Task.CompletedTask);
                    _running[webhook.WebhookId] = runner = new WebhookRunner(_owner, webhook, services);

                    // Told of changes before it looks around, so that none can come unseen in between.
                    _runners = [.. _running.Values];
                    runner.Start();
                }
            }

            _runners = [.. _running.Values];
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server is stopping.
        }
#pragma warning disable CA1031 // Whatever it is, the next round may do better, and the server has more to do than this.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Unleased(services.Logger, FailureText.Describe(exception));
        }
    }

    private async Task GiveBackAsync()
    {
        try
        {
            await services.Store.Webhooks.ReleaseAsync(_owner, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever it is, the server is stopping, and the leases end by themselves.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Unleased(services.Logger, FailureText.Describe(exception));
        }
    }

    private void Changed(Guid? projectId)
    {
        foreach (var runner in _runners)
        {
            runner.Changed(projectId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Leases of webhooks could not be taken or given back: {Reason}")]
    private static partial void Unleased(ILogger logger, string reason);
}
