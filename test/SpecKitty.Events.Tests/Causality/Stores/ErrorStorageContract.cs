using SpecKitty.Events.Causality;
using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Tests.Causality.Stores;

/// <summary>What every error storage keeps. A storage's tests inherit this and say how to open an empty one that keeps so many entries.</summary>
public abstract class ErrorStorageContract
{
    [Fact]
    public void LoadRecent_Empty_IsEmpty() => Open(100).LoadRecent().ShouldBeEmpty();

    [Fact]
    public void LoadRecent_Unasked_GivesTheTenNewestFirst()
    {
        var storage = Filled(100, 12);

        storage.LoadRecent().Select(entry => entry.ActionAttempted).ShouldBe(["a12", "a11", "a10", "a9", "a8", "a7", "a6", "a5", "a4", "a3"]);
    }

    [Fact]
    public void LoadRecent_LimitAboveWhatThereIs_GivesAll() => Filled(100, 2).LoadRecent(50).Count.ShouldBe(2);

    [Fact]
    public void LoadRecent_PastTheBound_KeepsTheNewest()
        => Filled(3, 5).LoadRecent(10).Select(entry => entry.ActionAttempted).ShouldBe(["a5", "a4", "a3"]);

    [Fact]
    public void LoadRecent_BoundOfZero_KeepsNone() => Filled(0, 5).LoadRecent().ShouldBeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void LoadRecent_LimitBelowOne_IsRefused(int limit)
        => Should.Throw<ArgumentOutOfRangeException>(() => Open(100).LoadRecent(limit));

    [Fact]
    public void LoadRecent_Entry_ComesBackEqual()
    {
        var storage = Open(100);
        var entry = Entry(1) with { Resolution = "tried again", Agent = "claude" };

        storage.Append(entry);

        storage.LoadRecent().ShouldBe([entry]);
    }

    [Fact]
    public void LoadRecent_AppendedAfterwards_DoesNotChange()
    {
        var storage = Filled(100, 1);
        var before = storage.LoadRecent();

        storage.Append(Entry(2));

        before.Count.ShouldBe(1);
    }

    [Fact]
    public void Append_ManyThreads_KeepsEveryEntry()
    {
        var storage = Open(200);

        Parallel.For(0, 200, number => storage.Append(Entry(number)));

        storage.LoadRecent(500).Select(entry => entry.ActionAttempted).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 200).Select(number => $"a{number}").Order(StringComparer.Ordinal));
    }

    /// <summary>Opens an empty storage that keeps at most so many entries.</summary>
    protected abstract IErrorStorage Open(int maxEntries);

    /// <summary>An entry, told apart by its number.</summary>
    protected static ErrorEntry Entry(int number)
        => new() { Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(number), ActionAttempted = $"a{number}", ErrorMessage = "it broke" };

    private IErrorStorage Filled(int maxEntries, int count)
    {
        var storage = Open(maxEntries);
        for (var number = 1; number <= count; number++)
        {
            storage.Append(Entry(number));
        }

        return storage;
    }
}
