using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Causality;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Causality;

public sealed class TopologicalSortTests
{
    [Fact]
    public void Sort_Nothing_IsNothing() => TopologicalSort.Sort([]).ShouldBeEmpty();

    [Fact]
    public void Sort_EffectsFirst_GoesBreadthFirstInTheOrderGiven()
    {
        Event[] given =
        [
            SampleEvents.Event(4, cause: 2),
            SampleEvents.Event(3, cause: 1),
            SampleEvents.Event(2, cause: 1),
            SampleEvents.Event(5),
            SampleEvents.Event(1),
            SampleEvents.Event(6, cause: 5),
        ];

        TopologicalSort.Sort(given).Numbers().ShouldBe([5, 1, 6, 3, 2, 4]);
    }

    [Fact]
    public void Sort_CauseNotInTheList_CountsAsNone()
        => TopologicalSort.Sort([SampleEvents.Event(2, cause: 77), SampleEvents.Event(1)]).Numbers().ShouldBe([2, 1]);

    [Fact]
    public void Sort_CausesItself_Throws()
        => Should.Throw<CyclicDependencyException>(() => TopologicalSort.Sort([SampleEvents.Event(1, cause: 1)])).Message.ShouldStartWith("1 event cannot");

    [Fact]
    public void Sort_Circle_NamesTheEventsInItAndBehindIt()
    {
        Event[] given = [SampleEvents.Event(9), SampleEvents.Event(1, cause: 2), SampleEvents.Event(2, cause: 1), SampleEvents.Event(3, cause: 2)];

        var exception = Should.Throw<CyclicDependencyException>(() => TopologicalSort.Sort(given));

        exception.EventIds.ShouldBe([SampleEvents.Id(1), SampleEvents.Id(2), SampleEvents.Id(3)]);
        exception.Message.ShouldContain(SampleEvents.Id(1).ToString());
    }

    [Fact]
    public void Sort_RepeatedId_Throws()
    {
        Event[] given = [SampleEvents.Event(1), SampleEvents.Event(2), SampleEvents.Event(1)];

        var exception = Should.Throw<CyclicDependencyException>(() => TopologicalSort.Sort(given));

        exception.EventIds.ShouldBe([SampleEvents.Id(1)]);
        exception.Message.ShouldContain("more than once");
    }

    [Fact]
    public void Sort_LongChain_IsNoStackOverflow()
    {
        var chain = Enumerable.Range(1, 50_000).Reverse().Select(number => SampleEvents.Event(number, cause: number - 1));

        TopologicalSort.Sort(chain).Numbers().ShouldBe([.. Enumerable.Range(1, 50_000)]);
    }

    [Fact]
    public void Sort_AnyForest_PutsCausesBeforeEffects()
    {
        // Each event is caused by one of a smaller number or by none, so there is no circle.
        var forests = Gen.Choose(0, 1000).ArrayOf().Select(picks => picks
            .Select((pick, index) => SampleEvents.Event(index + 1, cause: index > 0 && pick % 3 > 0 ? (pick % index) + 1 : null))
            .OrderBy(item => picks[(int)Ulid.Parse(item.EventId.ToString()).Low - 1])
            .ToArray());

        Prop.ForAll(forests.ToArbitrary(), forest =>
        {
            var sorted = TopologicalSort.Sort(forest);
            var place = sorted.Select((item, index) => (item.EventId, index)).ToDictionary(pair => pair.EventId, pair => pair.index);
            return sorted.Count == forest.Length && sorted.All(item => item.CausationId is not { } cause || place[cause] < place[item.EventId]);
        }).QuickCheckThrowOnFailure();
    }
}
