using SpecKitty.Events.Json;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;

namespace SpecKitty.Events.Tests.Reduction;

public sealed class StatusAndLifecyclePropertyTests
{
    [Fact]
    public void Status_OtherOrderAndCopies_GivesSameState() => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Status(40);

        StatusReducer.Reduce(log.Shuffled(events)).ShouldBe(StatusReducer.Reduce(events));
    });

    [Fact]
    public void Status_AnyInsertionOrder_EqualsWholeLogAtEveryPrefix() => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Shuffled(log.Status(30));
        var reduction = new StatusReduction();
        for (var count = 1; count <= events.Count; count++)
        {
            reduction.Add(events[count - 1]);

            reduction.State.ShouldBe(StatusReducer.Reduce(events.Take(count)));
        }

        StatusReduction.Restore(reduction.Snapshot()).State.ShouldBe(reduction.State);
    });

    [Fact]
    public void Status_SnapshotOfALifecycle_TakesItsTransitions() => Seeds.ForAll(seed =>
    {
        var lifecycle = new LifecycleReduction();
        lifecycle.AddRange(new RandomLog(seed).Lifecycle(40));

        StatusReduction.Restore(lifecycle.Snapshot()).State.WpStates.ShouldBe(lifecycle.State.WpStates);
    });

    [Fact]
    public void Status_WrittenAndRead_IsEqual() => Seeds.ForAll(seed =>
    {
        var state = StatusReducer.Reduce(new RandomLog(seed).Status(40));

        ContractJson.ReadStatusState(ContractJson.Write(state)).ValueOrThrow().ShouldBe(state);
    });

    [Fact]
    public void Lifecycle_OtherOrderAndCopies_GivesSameState() => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Lifecycle(40);

        LifecycleReducer.Reduce(log.Shuffled(events)).ShouldBe(LifecycleReducer.Reduce(events));
    });

    [Fact]
    public void Lifecycle_AnyInsertionOrder_EqualsWholeLogAtEveryPrefix() => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Shuffled(log.Lifecycle(30));
        var reduction = new LifecycleReduction();
        for (var count = 1; count <= events.Count; count++)
        {
            reduction.Add(events[count - 1]);

            reduction.State.ShouldBe(LifecycleReducer.Reduce(events.Take(count)));
        }

        LifecycleReduction.Restore(reduction.Snapshot()).State.ShouldBe(reduction.State);
    });

    [Fact]
    public void Lifecycle_LateEventsInALongLog_EqualsWholeLog() => Seeds.ForAll(
        seed =>
        {
            var log = new RandomLog(seed);
            var events = Enumerable.Range(0, 40).SelectMany(_ => log.Lifecycle(100)).ToList();
            var late = events.Where((_, i) => i % 53 == 0).ToList();
            var reduction = new LifecycleReduction();
            reduction.AddRange(events.Except(late));
            _ = reduction.State;

            foreach (var value in late)
            {
                reduction.Add(value);
                _ = reduction.State;
            }

            reduction.State.ShouldBe(LifecycleReducer.Reduce(events));
        },
        10);

    [Fact]
    public void Lifecycle_WrittenAndRead_IsEqual() => Seeds.ForAll(seed =>
    {
        var state = LifecycleReducer.Reduce(new RandomLog(seed).Lifecycle(40));

        ContractJson.ReadLifecycleState(ContractJson.Write(state)).ValueOrThrow().ShouldBe(state);
    });
}
