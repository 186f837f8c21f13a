using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Tests.Reduction;

public sealed class DeduplicationTests
{
    [Fact]
    public void ByEventId_RepeatedIds_KeepsTheFirstOfEachInTheOrderGiven()
    {
        var first = SampleEvents.Event(2, node: "first");
        var other = SampleEvents.Event(1);

        var kept = Deduplication.ByEventId([first, other, SampleEvents.Event(2, node: "second"), other]);

        kept.ShouldBe([first, other]);
    }
}
