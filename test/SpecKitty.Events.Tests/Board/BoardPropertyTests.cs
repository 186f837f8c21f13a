using SpecKitty.Events.Board;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Tests.Reduction;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Board;

public sealed class BoardPropertyTests
{
    [Fact]
    public void Reduce_OtherOrderAndCopies_GivesSameState() => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Board(60);

        BoardReducer.Reduce(log.Shuffled(events)).ShouldBe(BoardReducer.Reduce(events));
    });

    [Fact]
    public void Add_AnyInsertionOrder_EqualsWholeLogAtEveryPrefix() => Seeds.ForAll(
        seed =>
        {
            var log = new RandomLog(seed);
            var events = log.Shuffled(log.Board(40));
            var reduction = new BoardReduction();
            for (var count = 1; count <= events.Count; count++)
            {
                reduction.Add(events[count - 1]);

                reduction.State.ShouldBe(BoardReducer.Reduce(events.Take(count)));
            }

            BoardReduction.Restore(reduction.Snapshot()).State.ShouldBe(reduction.State);
        },
        200);

    [Fact]
    public void Add_LateEventsInALongLog_EqualsWholeLog() => Seeds.ForAll(
        seed =>
        {
            var log = new RandomLog(seed);

            // Clocks go on, so that ticks end and marks stand between them.
            var events = Enumerable.Range(0, 60).SelectMany(round => log.Board(100).ConvertAll(value => value with { LamportClock = value.LamportClock + (round * 6) })).ToList();
            var late = events.Where((_, i) => i % 53 == 0).ToList();
            var reduction = new BoardReduction();
            reduction.AddRange(events.Except(late));
            _ = reduction.State;

            foreach (var value in late)
            {
                reduction.Add(value);
                _ = reduction.State;
            }

            reduction.State.ShouldBe(BoardReducer.Reduce(events));
        },
        10);

    [Fact]
    public void Restore_SnapshotOfALifecycle_TakesTheEventsOfTheBoard() => Seeds.ForAll(seed =>
    {
        var events = new RandomLog(seed).Board(40).DistinctBy(value => value.EventId).ToList();
        var lifecycle = new LifecycleReduction();
        lifecycle.AddRange(events);

        BoardReduction.Restore(lifecycle.Snapshot()).State.ShouldBe(BoardReducer.Reduce(events));
    });

    [Fact]
    public void State_WrittenAndRead_IsEqualAndWrittenAlike() => Seeds.ForAll(seed =>
    {
        var state = BoardReducer.Reduce(new RandomLog(seed).Board(80));

        var text = ContractJson.Write(state);
        var read = ContractJson.ReadBoardState(text).ValueOrThrow();

        read.ShouldBe(state);
        ContractJson.Write(read).ShouldBe(text);
    });

    [Fact]
    public void Reduce_ContractTransitionsAlone_StandWhereTheStatusReducerPutsThem() => Seeds.ForAll(seed =>
    {
        var events = new RandomLog(seed).Status(60).Where(IsValidTransition).ToList();
        var status = StatusReducer.Reduce(events);

        var board = BoardReducer.Reduce(events);

        foreach (var card in board.WorkPackages)
        {
            var expected = status.WpStates.GetValueOrDefault(card.WpId);
            card.Lane.ShouldBe(expected?.CurrentLane ?? Lane.Planned);
            card.LastTransitionEventId.ShouldBe(expected?.LastEventId);
            card.Evidence.ShouldBe(expected?.Evidence);
        }

        board.Anomalies.Select(anomaly => (anomaly.EventId, anomaly.Reason)).ShouldBe(status.Anomalies.Select(anomaly => (anomaly.EventId, anomaly.Reason)), ignoreOrder: true);
    });

    [Fact]
    public void Reduce_EveryEvent_StandsInAHistoryOrAmongTheAnomalies() => Seeds.ForAll(seed =>
    {
        var reduction = new BoardReduction();
        reduction.AddRange(new RandomLog(seed).Board(60));
        var state = reduction.State;

        var shown = state.WorkPackages.SelectMany(card => card.History).Concat(state.Features.Values.SelectMany(feature => feature.History)).Concat(state.History).Select(entry => entry.EventId).ToList();
        var invalid = state.Anomalies.Where(anomaly => anomaly.Code == BoardAnomalyCode.PayloadInvalid).Select(anomaly => anomaly.EventId);

        shown.Concat(invalid).ShouldBe(reduction.Log.Select(value => value.EventId), ignoreOrder: true);
        state.EventCount.ShouldBe(reduction.Log.Count);
        state.Features.Keys.ShouldBe(state.Features.Keys.Order(CodePointComparer.Instance));
        state.WorkPackages.Select(card => card.FeatureSlug).Distinct().ShouldBeSubsetOf(state.Features.Keys);
    });

    private static bool IsValidTransition(Event value) => PayloadCatalogue.Contract.Read(value).IsValid;
}
