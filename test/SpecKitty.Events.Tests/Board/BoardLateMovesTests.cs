using SpecKitty.Events.Board;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Tests.Reduction;

namespace SpecKitty.Events.Tests.Board;

/// <summary>Moves of nodes whose Lamport clocks are behind: they sort before the moves that they follow, and must not be lost.</summary>
public sealed class BoardLateMovesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Lanes = ["planned", "doing", "for_review", "done"];

    // The first machine is at clock 3, and the second one begins at 1 and has never seen it.
    [Fact]
    public void Reduce_MoveOfASecondMachineWithALowClock_Holds()
    {
        var moved = Move("b", 1, 10, "doing", "for_review");

        var card = Card(Move("a", 3, 5, "planned", "doing"), moved);

        card.Lane.ShouldBe(Lane.ForReview);
        card.LastTransitionEventId.ShouldBe(moved.EventId);
        card.LastTransitionAt.ShouldBe(moved.Timestamp);
    }

    [Fact]
    public void Reduce_MovesOfASecondMachineWithLowClocks_HoldOneAfterTheOther()
        => Card(
            Move("a", 3, 1, "planned", "doing"), Move("a", 5, 2, "doing", "for_review"), Move("a", 7, 3, "for_review", "doing"),
            Move("b", 1, 4, "doing", "for_review"), Move("b", 2, 5, "for_review", "done")).Lane.ShouldBe(Lane.Done);

    // The lane that it leaves says that the other move came before, whatever its machine takes for the time.
    [Fact]
    public void Reduce_LateMoveWhoseMachineHasAWrongTime_HoldsByTheLaneThatItLeaves()
        => Card(Move("a", 3, 50, "planned", "doing"), Move("b", 1, 10, "doing", "for_review")).Lane.ShouldBe(Lane.ForReview);

    [Fact]
    public void Reduce_LateMoveThatNamesItsCause_HoldsWhateverLaneAndTimeSay()
    {
        var sentBack = Move("a", 7, 30, "for_review", "doing");
        var moved = Move("b", 1, 10, "for_review", "done") with { CausationId = sentBack.EventId };

        Card(Move("a", 3, 1, "planned", "doing"), Move("a", 5, 2, "doing", "for_review"), sentBack, moved).Lane.ShouldBe(Lane.Done);
    }

    [Fact]
    public void Reduce_LaterMoveOfSomeoneWhoSawTheLateOne_IsLast()
        => Card(Move("a", 3, 1, "planned", "doing"), Move("b", 1, 2, "doing", "for_review"), Move("a", 4, 3, "for_review", "doing")).Lane.ShouldBe(Lane.InProgress);

    // It happened before the package was sent back, and must not come up again.
    [Fact]
    public void Reduce_LateMoveThatOthersHavePassedLongAgo_StaysPast()
        => Card(
            Move("b", 1, 2, "doing", "for_review"), Move("a", 3, 1, "planned", "doing"), Move("a", 4, 3, "doing", "for_review"),
            Move("a", 5, 4, "for_review", "done"), Move("a", 6, 9, "done", "doing")).Lane.ShouldBe(Lane.InProgress);

    // Its date is a claim. The lanes and the order of each machine count first.
    [Fact]
    public void Reduce_LateMoveFromTheFuture_DoesNotHoldThePackage()
        => Card(
            Move("b", 1, 500_000, "doing", "for_review"), Move("a", 3, 1, "planned", "doing"), Move("a", 4, 2, "for_review", "doing"),
            Move("a", 5, 3, "doing", "planned"), Move("a", 6, 4, "planned", "doing")).Lane.ShouldBe(Lane.InProgress);

    [Fact]
    public void Reduce_MoveThatContinuesFromBeforeALateOne_IsNoAnomaly()
    {
        var late = Move("b", 1, 2, "doing", "for_review");

        var anomalies = BoardReducer.Reduce([late, Move("a", 3, 1, "planned", "doing")]).Anomalies;

        var anomaly = anomalies.ShouldHaveSingleItem();
        (anomaly.EventId, anomaly.Code).ShouldBe((late.EventId, BoardAnomalyCode.PreviousLaneMismatch));
    }

    // What really happened, one move after the other, by machines that take in each other's clocks seldom or never.
    [Fact]
    public void Reduce_MachinesThatKnowTheLanesButNotTheClocks_EndsInTheLastLane() => Seeds.ForAll(seed =>
    {
        var (events, last) = Course(seed, machines: 2 + (seed % 3), moves: 2 + (seed % 9));

        BoardReducer.Reduce(events).WorkPackages.ShouldHaveSingleItem().SyncLane.ShouldBe(last);
    });

    [Fact]
    public void Add_LateMovesInAnyOrderAndTwice_EqualsWholeLogAtEveryPrefix() => Seeds.ForAll(
        seed =>
        {
            var random = new Random(seed);
            var events = Course(seed, machines: 3, moves: 12).Events.ToArray();
            var copies = events.Concat(events.Take(4)).ToArray();
            random.Shuffle(copies);
            var reduction = new BoardReduction();
            for (var count = 1; count <= copies.Length; count++)
            {
                reduction.Add(copies[count - 1]);

                reduction.State.ShouldBe(BoardReducer.Reduce(copies.Take(count)));
            }

            BoardReduction.Restore(reduction.Snapshot()).State.ShouldBe(BoardReducer.Reduce(events));
        },
        200);

    private static (IReadOnlyList<Event> Events, SyncLane Last) Course(int seed, int machines, int moves)
    {
        var random = new Random(seed);
        var clocks = Enumerable.Range(0, machines).Select(_ => (long)random.Next(12)).ToArray();
        var events = new List<Event>();
        var lane = "planned";
        for (var i = 0; i < moves; i++)
        {
            var machine = random.Next(machines);
            var entered = Lanes[(Array.IndexOf(Lanes, lane) + 1 + random.Next(3)) % 4];
            events.Add(Move($"m{machine}", ++clocks[machine], i, lane, entered));
            lane = entered;
            if (random.Next(6) == 0)
            {
                clocks[random.Next(machines)] = clocks.Max();
            }
        }

        return (events, Enum.Parse<SyncLane>(lane.Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
    }

    private static BoardWorkPackage Card(params Event[] events) => BoardReducer.Reduce(events).WorkPackages.ShouldHaveSingleItem();

    private static Event Move(string node, long clock, int minute, string from, string to)
        => SampleEvents.Event(
            (int)(clock * 1000) + (node[^1] * 131) + (minute % 100),
            clock,
            payload: $$"""{"feature_slug":"f","wp_id":"WP01","previous_status":"{{from}}","new_status":"{{to}}"}""") with
        {
            EventType = "WPStatusChanged",
            NodeId = node,
            Timestamp = EventTimestamp.From(Start.AddMinutes(minute)),
        };
}
