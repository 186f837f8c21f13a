using SpecKitty.Events.Causality;
using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Tests.Causality;

public sealed class LamportClockTests
{
    private readonly InMemoryClockStorage _storage = new();

    [Fact]
    public void New_NodeNotKnown_StandsAtZero()
    {
        var clock = new LamportClock("a", _storage);

        clock.Current.ShouldBe(0);
        clock.NodeId.ShouldBe("a");
    }

    [Fact]
    public void New_NodeKnown_TakesUpWhereTheStorageIs()
    {
        _storage.Save("a", 41);

        new LamportClock("a", _storage).Tick().ShouldBe(42);
    }

    [Fact]
    public void New_EmptyNode_IsRefused() => Should.Throw<ArgumentException>(() => new LamportClock("", _storage));

    [Fact]
    public void New_StorageHoldsANegativeValue_ThrowsStorageException()
    {
        var message = Should.Throw<StorageException>(() => new LamportClock("a", new BrokenStorage(-1))).Message;

        message.ShouldContain("\"a\"");
        message.ShouldContain("-1");
    }

    [Fact]
    public void Tick_Twice_CountsAndSaves()
    {
        var clock = new LamportClock("a", _storage);

        clock.Tick().ShouldBe(1);
        clock.Tick().ShouldBe(2);

        clock.Current.ShouldBe(2);
        _storage.Load("a").ShouldBe(2);
    }

    [Theory]
    [InlineData(5, 3, 6)]
    [InlineData(5, 5, 6)]
    [InlineData(5, 9, 10)]
    [InlineData(0, 0, 1)]
    [InlineData(0, -5, 1)]
    [InlineData(0, long.MaxValue - 1, long.MaxValue)]
    public void Update_Always_GoesOnePastTheGreater(long local, long remote, long expected)
    {
        _storage.Save("a", local);
        var clock = new LamportClock("a", _storage);

        clock.Update(remote);

        clock.Current.ShouldBe(expected);
        _storage.Load("a").ShouldBe(expected);
    }

    [Fact]
    public void Tick_AtTheEnd_ThrowsAndStays()
    {
        _storage.Save("a", long.MaxValue);
        var clock = new LamportClock("a", _storage);

        Should.Throw<OverflowException>(() => clock.Tick()).Message.ShouldContain("9223372036854775807");

        clock.Current.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Update_WithTheGreatestClock_ThrowsAndStays()
    {
        _storage.Save("a", 7);
        var clock = new LamportClock("a", _storage);

        Should.Throw<OverflowException>(() => clock.Update(long.MaxValue));

        clock.Current.ShouldBe(7);
        _storage.Load("a").ShouldBe(7);
    }

    [Fact]
    public void Tick_StorageFails_GivesNoNumberOut()
    {
        var clock = new LamportClock("a", new BrokenStorage(3));

        Should.Throw<StorageException>(() => clock.Tick());

        clock.Current.ShouldBe(3);
    }

    [Fact]
    public void Current_AnotherClockMoved_IsItsOwnCopy()
    {
        var first = new LamportClock("a", _storage);
        var second = new LamportClock("a", _storage);

        first.Update(10);

        second.Current.ShouldBe(0);
        new LamportClock("a", _storage).Current.ShouldBe(11);
    }

    [Fact]
    public void Tick_ManyThreads_NeverGivesANumberTwice()
    {
        var clock = new LamportClock("a", _storage);
        var numbers = new System.Collections.Concurrent.ConcurrentBag<long>();

        Parallel.For(0, 1000, _ => numbers.Add(clock.Tick()));

        numbers.Order().ShouldBe(Enumerable.Range(1, 1000).Select(number => (long)number));
    }

    /// <summary>A storage whose medium can be read and no longer written.</summary>
    private sealed class BrokenStorage(long value) : IClockStorage
    {
        public long Load(string nodeId) => value;

        public void Save(string nodeId, long value) => throw new StorageException("The disk is full.");
    }
}
