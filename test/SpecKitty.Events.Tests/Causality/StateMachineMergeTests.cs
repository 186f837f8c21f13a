using SpecKitty.Events.Causality;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Tests.Causality;

public sealed class StateMachineMergeTests
{
    private static readonly Dictionary<string, int> Priorities = new(StringComparer.Ordinal) { ["done"] = 3, ["doing"] = 2, ["paused"] = 2, ["planned"] = 1 };

    [Fact]
    public void Merge_OneEvent_IsThatEvent()
    {
        var only = State(1, "doing");

        var resolution = StateMachineMerge.Merge([only], Priorities);

        resolution.MergedEvent.ShouldBe(only);
        resolution.ResolutionNote.ShouldBe("Single event with state 'doing', no conflict");
        resolution.RequiresManualReview.ShouldBeFalse();
        resolution.ConflictingEvents.ShouldBe([only]);
    }

    [Fact]
    public void Merge_SameStates_TakesTheSmallestNode()
    {
        var resolution = StateMachineMerge.Merge([State(1, "doing", "b"), State(2, "doing", "a")], Priorities);

        resolution.MergedEvent.NodeId.ShouldBe("a");
        resolution.ResolutionNote.ShouldBe("All 2 events have the same state 'doing', no conflict");
    }

    [Fact]
    public void Merge_DifferentStates_TakesTheHighestPriority()
    {
        Event[] given = [State(1, "planned", "a"), State(2, "done", "z"), State(3, "doing", "b")];

        var resolution = StateMachineMerge.Merge(given, Priorities);

        resolution.MergedEvent.ShouldBe(given[1]);
        resolution.ResolutionNote.ShouldBe("Selected state 'done' (priority=3) from node 'z' over 2 conflicting states");
        resolution.ConflictingEvents.ShouldBe(given);
    }

    [Fact]
    public void Merge_SamePriority_TakesTheSmallestNodeByCodePoint()
        => StateMachineMerge.Merge([State(1, "doing", "\U0001F431"), State(2, "paused", "\uFF5E")], Priorities).MergedEvent.ShouldBe(State(2, "paused", "\uFF5E"));

    [Fact]
    public void Merge_SamePriorityAndNode_TakesTheFirstGiven()
        => StateMachineMerge.Merge([State(2, "paused"), State(1, "doing")], Priorities).MergedEvent.ShouldBe(State(2, "paused"));

    [Theory]
    [InlineData("""{"status":"done"}""")]
    [InlineData("""{"state":null,"status":"done"}""")]
    public void Merge_DefaultKeyAbsentOrNull_FallsBackToStatus(string payload)
        => StateMachineMerge.Merge([SampleEvents.Event(1, payload: payload)], Priorities).ResolutionNote.ShouldContain("'done'");

    [Fact]
    public void Merge_OtherKeyAbsent_DoesNotFallBack()
    {
        Event[] given = [SampleEvents.Event(1, payload: """{"status":"done"}""")];

        Should.Throw<ValidationException>(() => StateMachineMerge.Merge(given, Priorities, "lane")).Message.ShouldContain("payload.lane:");
    }

    [Fact]
    public void Merge_NoEvents_Throws() => Should.Throw<ValidationException>(() => StateMachineMerge.Merge([], Priorities));

    [Fact]
    public void Merge_OtherClock_NamesBoth()
    {
        Event[] given = [SampleEvents.Event(1, clock: 7), SampleEvents.Event(2, clock: 8)];

        var message = Should.Throw<ValidationException>(() => StateMachineMerge.Merge(given, Priorities)).Message;

        message.ShouldContain(" 7:");
        message.ShouldContain(" 8 ");
    }

    [Fact]
    public void Merge_OtherAggregate_NamesBoth()
    {
        Event[] given = [SampleEvents.Event(1, aggregate: "WP01"), SampleEvents.Event(2, aggregate: "WP02")];

        var message = Should.Throw<ValidationException>(() => StateMachineMerge.Merge(given, Priorities)).Message;

        message.ShouldContain("\"WP01\"");
        message.ShouldContain("\"WP02\"");
    }

    [Theory]
    [InlineData("{}", "no payload.state and no payload.status")]
    [InlineData("""{"state":"limbo"}""", "\"limbo\", which has no priority: the states with one are done, doing, paused, planned")]
    [InlineData("""{"state":""}""", "\"\", which has no priority")]
    [InlineData("""{"state":4,"status":"done"}""", "payload.state must be a string; it is 4")]
    public void Merge_NoUsableState_NamesTheEventAndWhy(string payload, string why)
    {
        Event[] given = [State(1, "done"), SampleEvents.Event(2, payload: payload)];

        var message = Should.Throw<ValidationException>(() => StateMachineMerge.Merge(given, Priorities)).Message;

        message.ShouldContain(SampleEvents.Id(2).ToString());
        message.ShouldContain(why);
    }

    private static Event State(int id, string state, string node = "n") => SampleEvents.Event(id, node: node, payload: $$"""{"state":"{{state}}"}""");
}
