using SpecKitty.Events.Causality;

namespace SpecKitty.Events.Tests.Causality;

public sealed class ConcurrencyTests
{
    [Fact]
    public void AreConcurrent_SameClockAndAggregate_IsTrueBothWays()
    {
        var first = SampleEvents.Event(1, clock: 4, node: "a");
        var second = SampleEvents.Event(2, clock: 4, node: "b");

        Concurrency.AreConcurrent(first, second).ShouldBeTrue();
        Concurrency.AreConcurrent(second, first).ShouldBeTrue();
    }

    [Fact]
    public void AreConcurrent_OtherClock_IsFalse()
        => Concurrency.AreConcurrent(SampleEvents.Event(1, clock: 4), SampleEvents.Event(2, clock: 5)).ShouldBeFalse();

    [Fact]
    public void AreConcurrent_OtherAggregate_IsFalse()
        => Concurrency.AreConcurrent(SampleEvents.Event(1, aggregate: "A"), SampleEvents.Event(2, aggregate: "a")).ShouldBeFalse();

    [Fact]
    public void AreConcurrent_SameEvent_IsFalse()
        => Concurrency.AreConcurrent(SampleEvents.Event(1), SampleEvents.Event(1)).ShouldBeFalse();
}
