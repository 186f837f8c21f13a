namespace SpecKitty.Browser.Tests.Support;

/// <summary>A clock that goes several times as fast as the system's, with all its timers.</summary>
internal sealed class FastClock(int times) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _start + (times * (System.GetUtcNow() - _start));

    public override long GetTimestamp() => times * System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new FastTimer(System.CreateTimer(callback, state, Sooner(dueTime), Sooner(period)), this);

    // Below zero is never.
    private TimeSpan Sooner(TimeSpan time) => time > TimeSpan.Zero ? time / times : time;

    private sealed class FastTimer(ITimer timer, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Sooner(dueTime), clock.Sooner(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
