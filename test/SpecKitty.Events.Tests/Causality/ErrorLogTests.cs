using SpecKitty.Events.Causality;
using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Tests.Causality;

public sealed class ErrorLogTests
{
    [Fact]
    public void RecentErrors_AfterSeveral_GivesTheNewestFirst()
    {
        var log = new ErrorLog(new InMemoryErrorStorage());
        for (var number = 1; number <= 12; number++)
        {
            log.LogError(Entry($"a{number}"));
        }

        log.RecentErrors().Select(entry => entry.ActionAttempted).ShouldBe(Enumerable.Range(3, 10).Reverse().Select(number => $"a{number}"));
        log.RecentErrors(2).Select(entry => entry.ActionAttempted).ShouldBe(["a12", "a11"]);
    }

    [Fact]
    public void RecentErrors_LimitBelowOne_IsRefused()
        => Should.Throw<ArgumentOutOfRangeException>(() => new ErrorLog(new InMemoryErrorStorage()).RecentErrors(0));

    [Fact]
    public void Entry_OnlyWhatIsRequired_HasTheDefaults()
    {
        var entry = Entry("push");

        entry.Resolution.ShouldBe("");
        entry.Agent.ShouldBe("unknown");
        entry.ShouldBe(Entry("push"));
    }

    [Fact]
    public void Entry_EmptyTexts_AreRefused()
    {
        Should.Throw<ArgumentException>(() => Entry(""));
        Should.Throw<ArgumentException>(() => Entry("push") with { ErrorMessage = "" });
    }

    private static ErrorEntry Entry(string action)
        => new() { Timestamp = DateTimeOffset.UnixEpoch, ActionAttempted = action, ErrorMessage = "it broke" };
}
