using System.Collections.Concurrent;

namespace SpecKitty.Client.Tests.Support;

/// <summary>A clock for which every wait is over at once: it moves by the wait, and remembers it. What comes again and again does so at once, too.</summary>
public sealed class HurriedClock : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _now = new(2026, 2, 12, 10, 0, 0, TimeSpan.Zero);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _now += dueTime;
        }

        Waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : period);
    }
}
