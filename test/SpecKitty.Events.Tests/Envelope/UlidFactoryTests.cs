using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class UlidFactoryTests
{
    private readonly PinnedTime _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));

    [Fact]
    public void Next_NewMillisecond_TakesTimeAndChance()
    {
        var id = new UlidFactory(_time, static bytes => bytes.Fill(0x42)).Next();

        id.Time.ShouldBe(_time.Now);
        id.ShouldBe(Ulid.Create(1_700_000_000_000, [0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42, 0x42]));
    }

    [Fact]
    public void Next_SameMillisecond_CountsUpByOne()
    {
        var factory = new UlidFactory(_time, static bytes => bytes.Clear());

        factory.Next().ToString().ShouldEndWith("0000000000000000");
        factory.Next().ToString().ShouldEndWith("0000000000000001");
        factory.Next().ToString().ShouldEndWith("0000000000000002");
    }

    [Fact]
    public void Next_ClockGoesBack_StillIncreases()
    {
        var factory = new UlidFactory(_time);
        var before = factory.Next();

        _time.Now = _time.Now.AddMinutes(-5);
        var after = factory.Next();

        after.ShouldBeGreaterThan(before);
        after.Time.ShouldBe(before.Time);
    }

    [Fact]
    public void Next_MillisecondUsedUp_GoesIntoTheNextAndStaysAhead()
    {
        var factory = new UlidFactory(_time, static bytes => bytes.Fill(0xFF));
        var last = factory.Next();

        var carried = factory.Next();
        _time.Now = _time.Now.AddMilliseconds(1);
        var later = factory.Next();

        carried.ShouldBe(Ulid.Create(1_700_000_000_001, new byte[10]));
        carried.ShouldBeGreaterThan(last);
        later.ShouldBeGreaterThan(carried);
    }

    [Fact]
    public void Next_BeforeTheEpoch_CountsFromIt()
    {
        _time.Now = DateTimeOffset.UnixEpoch.AddYears(-1);

        new UlidFactory(_time).Next().Time.ShouldBe(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void Next_ManyThreads_NeverGivesAnIdTwice()
    {
        var factory = new UlidFactory(_time);
        var ids = new System.Collections.Concurrent.ConcurrentBag<Ulid>();

        Parallel.For(0, 2000, _ => ids.Add(factory.Next()));

        ids.Distinct().Count().ShouldBe(2000);
    }
}
