using System.Threading.Tasks.Sources;

namespace SpecKitty.Server.Live;

/// <summary>What one subscriber sleeps on between messages: many may wake it, one waits.</summary>
/// <remarks>Thousands of subscribers are asleep at once, so waiting allocates nothing, and a reason that comes while nobody waits is kept for the next wait.</remarks>
internal sealed class SubscriberWake : IValueTaskSource<WakeReasons>
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<WakeReasons> _waiting = new() { RunContinuationsAsynchronously = true };
    private WakeReasons _pending;
    private bool _isAsleep;

    /// <summary>Wakes the subscriber, or keeps it from falling asleep.</summary>
    public void Set(WakeReasons reason)
    {
        WakeReasons reasons;
        lock (_gate)
        {
            _pending |= reason;
            if (!_isAsleep)
            {
                return;
            }

            _isAsleep = false;
            reasons = TakePending();
        }

        _waiting.SetResult(reasons);
    }

    /// <summary>What has come up since the last wait.</summary>
    public WakeReasons Take()
    {
        lock (_gate)
        {
            return TakePending();
        }
    }

    /// <summary>Waits until something comes up. For one caller at a time.</summary>
    public ValueTask<WakeReasons> WaitAsync()
    {
        lock (_gate)
        {
            if (_pending != WakeReasons.None)
            {
                return new ValueTask<WakeReasons>(TakePending());
            }

            _waiting.Reset();
            _isAsleep = true;
            return new ValueTask<WakeReasons>(this, _waiting.Version);
        }
    }

    WakeReasons IValueTaskSource<WakeReasons>.GetResult(short token) => _waiting.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<WakeReasons>.GetStatus(short token) => _waiting.GetStatus(token);

    void IValueTaskSource<WakeReasons>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _waiting.OnCompleted(continuation, state, token, flags);

    private WakeReasons TakePending()
    {
        var reasons = _pending;
        _pending = WakeReasons.None;
        return reasons;
    }
}
