namespace SpecKitty.Server.Tests.Hosting;

/// <summary>A clock that stands still until a test moves it, and by which no timer ever rings: what a server does every so often, it does when the test says so and not beside it.</summary>
internal sealed class QuietClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 2, 15, 10, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silence();

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    private sealed class Silence : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
