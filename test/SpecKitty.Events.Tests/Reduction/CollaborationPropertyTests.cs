using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Tests.Reduction;

public sealed class CollaborationPropertyTests
{
    [Theory]
    [InlineData(ReductionMode.Strict)]
    [InlineData(ReductionMode.Permissive)]
    public void Reduce_OtherOrderAndCopies_GivesSameOutcome(ReductionMode mode) => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Collaboration(60);

        var once = Outcome(events, mode);
        var again = Outcome(log.Shuffled(events), mode);

        again.ShouldBe(once);
    });

    [Theory]
    [InlineData(ReductionMode.Strict)]
    [InlineData(ReductionMode.Permissive)]
    public void Add_AnyInsertionOrder_EqualsWholeLogAtEveryPrefix(ReductionMode mode) => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Shuffled(log.Collaboration(40));
        var reduction = new CollaborationReduction(mode);

        for (var count = 1; count <= events.Count; count++)
        {
            reduction.Add(events[count - 1]);

            // Not at every step, so that several events wait before a fold.
            if (log.Random.Next(3) > 0)
            {
                Outcome(reduction).ShouldBe(Outcome(events.Take(count), mode));
            }
        }
    });

    [Fact]
    public void Add_LongLogWithLateEvents_EqualsWholeLog() => Seeds.ForAll(
        seed =>
        {
            // Longer than the distance between marks, so that going back starts from one.
            var log = new RandomLog(seed);
            var events = Enumerable.Range(0, 40).SelectMany(_ => log.Collaboration(120)).ToList();
            var late = events.Where((_, i) => i % 97 == 0).ToList();
            var reduction = new CollaborationReduction(ReductionMode.Permissive, missionId: "M1");
            reduction.AddRange(events.Except(late));
            _ = reduction.State;

            foreach (var value in late)
            {
                reduction.Add(value);
                _ = reduction.State;
            }

            reduction.State.ShouldBe(CollaborationReducer.Reduce(events, ReductionMode.Permissive, missionId: "M1"));
        },
        15);

    [Fact]
    public void Restore_AnySnapshot_GoesOnAsTheOriginal() => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Shuffled(log.Collaboration(40));
        var half = events.Count / 2;
        var original = new CollaborationReduction(ReductionMode.Permissive);
        original.AddRange(events.Take(half));

        var restored = CollaborationReduction.Restore(original.Snapshot());
        foreach (var value in events.Skip(half))
        {
            restored.Add(value);
        }

        restored.State.ShouldBe(CollaborationReducer.Reduce(events, ReductionMode.Permissive));
        original.EventCount.ShouldBe(events.Take(half).DistinctBy(value => value.EventId).Count());
    });

    [Fact]
    public void FindViolation_EventAtItsPlace_IsWhatStrictReductionSays() => Seeds.ForAll(seed =>
    {
        var log = new RandomLog(seed);
        var events = log.Collaboration(40).DistinctBy(value => value.EventId).ToList();
        if (events.Count == 0)
        {
            return;
        }

        var candidate = events[log.Random.Next(events.Count)];
        events.Remove(candidate);
        var reduction = new CollaborationReduction(ReductionMode.Permissive, missionId: "M1");
        reduction.AddRange(events);
        var before = events.Where(value => EventOrder.Instance.Compare(value, candidate) < 0).ToList();
        CollaborationReducer.TryReduce(before, out var earlier, missionId: "M1");
        if (earlier is not null)
        {
            return;
        }

        var found = reduction.FindViolation(candidate);

        CollaborationReducer.TryReduce([.. before, candidate], out var expected, missionId: "M1");
        (found?.Code).ShouldBe(expected?.Code);
        (found is null).ShouldBe(expected is null);
        reduction.EventCount.ShouldBe(events.Count);
    });

    [Fact]
    public void Reduce_EventNotFolded_LeavesAnAnomaly() => Seeds.ForAll(seed =>
    {
        var events = new RandomLog(seed).Collaboration(1);
        var state = CollaborationReducer.Reduce(events, ReductionMode.Permissive);

        // A single event in an empty mission folds only when it is about the roster or a first warning.
        var changed = state.Participants.Count > 0 || state.Warnings.Count > 0 || events.TrueForAll(value => value.EventType == CollaborationEventTypes.ParticipantInvited);
        (changed || state.Anomalies.Count > 0).ShouldBeTrue();
    });

    [Fact]
    public void State_WrittenAndRead_IsEqualAndWrittenAlike() => Seeds.ForAll(seed =>
    {
        var state = CollaborationReducer.Reduce(new RandomLog(seed).Collaboration(80), ReductionMode.Permissive);

        var text = ContractJson.Write(state);
        var read = ContractJson.ReadCollaborationState(text).ValueOrThrow();

        read.ShouldBe(state);
        ContractJson.Write(read).ShouldBe(text);
    });

    private static string Outcome(IEnumerable<Event> events, ReductionMode mode)
    {
        var state = CollaborationReducer.TryReduce(events, out var violation, mode);
        return Text(state, violation);
    }

    private static string Outcome(CollaborationReduction reduction) => Text(reduction.TryGetState(out var violation), violation);

    private static string Text(CollaborationState? state, CollaborationViolation? violation)
        => state is null ? violation!.ToString() : System.Text.Encoding.UTF8.GetString(ContractJson.Write(state));
}
