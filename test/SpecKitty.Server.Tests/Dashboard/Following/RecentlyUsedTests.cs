using SpecKitty.Server.Dashboard.Following;

namespace SpecKitty.Server.Tests.Dashboard.Following;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void GetOrAdd_BeyondWhatIsKept_ForgetsWhatWasNotUsedForLongest()
    {
        var values = new RecentlyUsed<int, string>(3);
        foreach (var key in new[] { 1, 2, 3, 1 })
        {
            values.GetOrAdd(key, made => $"made {made}").ShouldBe($"made {key}");
        }

        values.TryFind(2, out _).ShouldBeTrue();
        values.GetOrAdd(4, made => $"made {made}");

        values.TryFind(3, out _).ShouldBeFalse();
        values.TryFind(1, out var first).ShouldBeTrue();
        first.ShouldBe("made 1");
        values.TryFind(2, out _).ShouldBeTrue();
    }

    [Fact]
    public void GetOrAdd_OfWhatIsKept_MakesNothing()
    {
        var values = new RecentlyUsed<string, object>(1);
        var kept = values.GetOrAdd("a", _ => new object());

        values.GetOrAdd("a", _ => throw new InvalidOperationException("It is kept.")).ShouldBeSameAs(kept);
    }
}
