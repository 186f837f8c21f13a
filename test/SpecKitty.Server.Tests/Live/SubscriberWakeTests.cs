using SpecKitty.Server.Live;

namespace SpecKitty.Server.Tests.Live;

public sealed class SubscriberWakeTests
{
    [Fact]
    public async Task Wake_BeforeTheWait_IsNotLostAndComesOnce()
    {
        var wake = new SubscriberWake();
        wake.Set(WakeReasons.News);
        wake.Set(WakeReasons.Beat);

        (await wake.WaitAsync()).ShouldBe(WakeReasons.News | WakeReasons.Beat);

        wake.Take().ShouldBe(WakeReasons.None);
    }

    [Fact]
    public async Task Wake_WhileWaiting_EndsTheWait()
    {
        var wake = new SubscriberWake();

        for (var round = 0; round < 3; round++)
        {
            var waiting = wake.WaitAsync();
            waiting.IsCompleted.ShouldBeFalse();
            wake.Set(WakeReasons.News);
            (await waiting).ShouldBe(WakeReasons.News);
        }
    }

    [Fact]
    public async Task Wake_ByManyAtOnce_LosesNothing()
    {
        var wake = new SubscriberWake();
        var counted = 0;
        var produced = 0;
        var producers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var count = 0; count < 10_000; count++)
            {
                Interlocked.Increment(ref produced);
                wake.Set(WakeReasons.News);
            }
        })).ToList();
        var ending = Task.WhenAll(producers).ContinueWith(_ => wake.Set(WakeReasons.Gone), TaskScheduler.Default);

        // Whoever is woken sees everything that was done before the wake.
        WakeReasons reasons;
        do
        {
            reasons = await wake.WaitAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
            counted = Volatile.Read(ref produced);
        }
        while (!reasons.HasFlag(WakeReasons.Gone));

        await ending;
        counted.ShouldBe(40_000);
    }
}
