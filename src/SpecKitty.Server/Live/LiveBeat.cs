using SpecKitty.Server.Live.Streams;

namespace SpecKitty.Server.Live;

/// <summary>Wakes every subscriber to check its rights, less often to show that it is alive, and all of them when the server stops: one timer for the whole node.</summary>
/// <remarks>The subscribers take turns, so that a thousand of them do not ask for their rights in the same moment.</remarks>
internal sealed class LiveBeat(StreamLimits limits, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedService, IDisposable
{
    private const int Turns = 15;

    // A heartbeat comes with every so many checks of the rights.
    private readonly int _checksPerHeartbeat = Math.Max(1, (int)Math.Ceiling(limits.HeartbeatEvery / LiveRights.HoldAtMost));

    private readonly Lock _gate = new();
    private readonly HashSet<SubscriberWake>[] _turns = [.. Enumerable.Range(0, Turns).Select(_ => new HashSet<SubscriberWake>())];
    private int _next;
    private int _turn;
    private bool _isStopping;
    private ITimer? _timer;
    private CancellationTokenRegistration _stopping;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.Register(Stop);
        var each = limits.HeartbeatEvery / _checksPerHeartbeat / Turns;
        _timer = time.CreateTimer(_ => Beat(), null, each, each);
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
        _stopping.Dispose();
    }

    /// <summary>Takes a subscriber in.</summary>
    /// <returns>Its turn; give it back with <see cref="Remove"/>.</returns>
    public int Add(SubscriberWake wake)
    {
        lock (_gate)
        {
            var turn = _next++ % Turns;
            _turns[turn].Add(wake);
            if (_isStopping)
            {
                wake.Set(WakeReasons.Stopping);
            }

            return turn;
        }
    }

    /// <summary>Lets a subscriber go.</summary>
    public void Remove(SubscriberWake wake, int turn)
    {
        lock (_gate)
        {
            _turns[turn].Remove(wake);
        }
    }

    private void Beat()
    {
        lock (_gate)
        {
            var isHeartbeat = _turn / Turns % _checksPerHeartbeat == 0;
            foreach (var wake in _turns[_turn % Turns])
            {
                wake.Set(isHeartbeat ? WakeReasons.Rights | WakeReasons.Beat : WakeReasons.Rights);
            }

            _turn = (_turn + 1) % (Turns * _checksPerHeartbeat);
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _isStopping = true;
            foreach (var wake in _turns.SelectMany(turn => turn))
            {
                wake.Set(WakeReasons.Stopping);
            }
        }
    }
}
