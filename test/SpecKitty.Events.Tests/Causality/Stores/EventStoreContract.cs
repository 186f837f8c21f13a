using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Tests.Causality.Stores;

/// <summary>What every event store keeps. A store's tests inherit this and say how to open an empty one.</summary>
public abstract class EventStoreContract
{
    [Fact]
    public void LoadAll_Empty_IsEmpty() => Open().LoadAll().ShouldBeEmpty();

    [Fact]
    public void Load_AggregateNotKnown_IsEmpty()
    {
        var store = Open();
        store.Save(SampleEvents.Event(1, aggregate: "A"));

        store.Load("a").ShouldBeEmpty();
    }

    [Fact]
    public void Load_Saved_GivesEqualEventsBack()
    {
        var store = Open();
        var saved = SampleEvents.Event(1, payload: """{"a":[1,{"b":null}]}""", cause: 7);

        store.Save(saved);

        store.Load("A").ShouldBe([saved]);
        store.LoadAll().ShouldBe([saved]);
    }

    [Fact]
    public void Load_Several_OrdersByClockThenNodeThenFirstSave()
    {
        var store = Open();
        store.Save(SampleEvents.Event(5, clock: 2, node: "a"));
        store.Save(SampleEvents.Event(4, clock: 1, node: "b"));
        store.Save(SampleEvents.Event(3, clock: 1, node: "B"));
        store.Save(SampleEvents.Event(2, clock: 1, node: "b"));
        store.Save(SampleEvents.Event(1, clock: 1, node: "a", aggregate: "B"));

        store.Load("A").Numbers().ShouldBe([3, 4, 2, 5]);
        store.LoadAll().Numbers().ShouldBe([3, 1, 4, 2, 5]);
    }

    [Fact]
    public void Save_NodesBeyondTheBasicPlane_OrdersByCodePoint()
    {
        var store = Open();
        store.Save(SampleEvents.Event(1, node: "\U0001F431"));
        store.Save(SampleEvents.Event(2, node: "\uFF5E"));

        store.LoadAll().Numbers().ShouldBe([2, 1]);
    }

    [Fact]
    public void Save_SameIdAgain_OverwritesAndKeepsItsPosition()
    {
        var store = Open();
        store.Save(SampleEvents.Event(1, payload: """{"v":1}"""));
        store.Save(SampleEvents.Event(2));

        store.Save(SampleEvents.Event(1, payload: """{"v":2}"""));

        var all = store.LoadAll();
        all.Numbers().ShouldBe([1, 2]);
        all[0].Payload.ToString().ShouldBe("""{"v":2}""");
    }

    [Fact]
    public void Save_SameIdInAnotherAggregate_MovesIt()
    {
        var store = Open();
        store.Save(SampleEvents.Event(1, aggregate: "A"));

        store.Save(SampleEvents.Event(1, aggregate: "B"));

        store.Load("A").ShouldBeEmpty();
        store.Load("B").Numbers().ShouldBe([1]);
    }

    [Fact]
    public void LoadAll_SavedAfterwards_DoesNotChange()
    {
        var store = Open();
        store.Save(SampleEvents.Event(1));
        var before = store.LoadAll();

        store.Save(SampleEvents.Event(2));

        before.Numbers().ShouldBe([1]);
    }

    [Fact]
    public void Save_ManyThreads_KeepsEveryEvent()
    {
        var store = Open();

        Parallel.For(1, 201, number =>
        {
            store.Save(SampleEvents.Event(number, clock: number));
            store.LoadAll().ShouldNotBeEmpty();
        });

        store.LoadAll().Numbers().ShouldBe([.. Enumerable.Range(1, 200)]);
    }

    /// <summary>Opens an empty store.</summary>
    protected abstract IEventStore Open();
}
