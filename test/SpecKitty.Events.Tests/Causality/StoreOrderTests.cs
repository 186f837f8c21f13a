using SpecKitty.Events.Causality;

namespace SpecKitty.Events.Tests.Causality;

public sealed class StoreOrderTests
{
    [Fact]
    public void Sort_Mixed_OrdersByClockThenNodeByCodePoint()
    {
        var sorted = StoreOrder.Sort(
        [
            SampleEvents.Event(1, clock: 2, node: "a"),
            SampleEvents.Event(2, clock: 1, node: "\U0001F431"),
            SampleEvents.Event(3, clock: 1, node: "\uFF5E"),
            SampleEvents.Event(4, clock: 1, node: "b"),
            SampleEvents.Event(5, clock: 1, node: "B"),
        ]);

        sorted.Numbers().ShouldBe([5, 4, 3, 2, 1]);
    }

    [Fact]
    public void Sort_Ties_KeepTheirOrder()
        => StoreOrder.Sort([SampleEvents.Event(3), SampleEvents.Event(1), SampleEvents.Event(2)]).Numbers().ShouldBe([3, 1, 2]);

    [Fact]
    public void Compare_Null_ComesFirst()
    {
        var some = SampleEvents.Event(1);

        StoreOrder.Instance.Compare(null, some).ShouldBeNegative();
        StoreOrder.Instance.Compare(some, null).ShouldBePositive();
        StoreOrder.Instance.Compare(null, null).ShouldBe(0);
    }
}
