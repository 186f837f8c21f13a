using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Tests.Causality.Stores;

public sealed class InMemoryErrorStorageTests : ErrorStorageContract
{
    [Fact]
    public void New_NegativeBound_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => new InMemoryErrorStorage(-1));

    [Fact]
    public void New_Unasked_KeepsAHundred()
    {
        var storage = new InMemoryErrorStorage();
        for (var number = 1; number <= 101; number++)
        {
            storage.Append(Entry(number));
        }

        var kept = storage.LoadRecent(1000);

        kept.Count.ShouldBe(100);
        kept[^1].ActionAttempted.ShouldBe("a2");
    }

    protected override IErrorStorage Open(int maxEntries) => new InMemoryErrorStorage(maxEntries);
}
