using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Tests.Causality.Stores;

/// <summary>What every clock storage keeps. A storage's tests inherit this and say how to open an empty one.</summary>
public abstract class ClockStorageContract
{
    [Fact]
    public void Load_NodeNotKnown_IsZero() => Open().Load("a").ShouldBe(0);

    [Fact]
    public void Load_Saved_IsWhatWasSavedLast()
    {
        var storage = Open();

        storage.Save("a", 9);
        storage.Save("a", 4);
        storage.Save("A", long.MaxValue);

        storage.Load("a").ShouldBe(4);
        storage.Load("A").ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Save_Negative_IsRefusedAndKeepsTheOld()
    {
        var storage = Open();
        storage.Save("a", 3);

        Should.Throw<ArgumentOutOfRangeException>(() => storage.Save("a", -1));

        storage.Load("a").ShouldBe(3);
    }

    [Fact]
    public void Save_ManyThreads_KeepsEveryNode()
    {
        var storage = Open();

        Parallel.For(0, 200, number => storage.Save($"node-{number}", number));

        Enumerable.Range(0, 200).Select(number => storage.Load($"node-{number}")).ShouldBe(Enumerable.Range(0, 200).Select(number => (long)number));
    }

    /// <summary>Opens an empty storage.</summary>
    protected abstract IClockStorage Open();
}
