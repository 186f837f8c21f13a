using System.Text.Json;
using SpecKitty.Events.Causality;
using SpecKitty.Events.Causality.Stores;
using SpecKitty.Events.Gates;
using SpecKitty.Events.Lanes;

namespace SpecKitty.Events.Tests.Vectors;

public sealed class PrimitiveVectorTests
{
    private static readonly VectorFile File = VectorFile.Named("primitives");

    public static TheoryData<string> ConcurrencyIds => File.Ids("fn", "conc");

    public static TheoryData<string> OrderIds => File.Ids("fn", "order");

    public static TheoryData<string> TopologyIds => File.Ids("fn", "topo");

    public static TheoryData<string> SetIds => File.Ids("fn", "gset");

    public static TheoryData<string> CounterIds => File.Ids("fn", "counter");

    public static TheoryData<string> MergeIds => File.Ids("fn", "sm");

    public static TheoryData<string> GateIds => File.Ids("fn", "gate");

    public static TheoryData<string> ClockIds => File.Ids("fn", "clock");

    public static TheoryData<string> StoreIds => File.Ids("fn", "store");

    public static TheoryData<string> ErrorLogIds => File.Ids("fn", "errlog");

    public static TheoryData<string> LaneIds => File.Ids("fn", "lane");

    [Theory]
    [MemberData(nameof(ConcurrencyIds))]
    public void Concurrency_Vector_IsAsRecorded(string id)
    {
        var events = File[id].Events();

        var matrix = events.Select(left => events.Select(right => Concurrency.AreConcurrent(left, right)).ToArray()).ToArray();

        matrix.ShouldBe(Result(id).EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetBoolean()).ToArray()));
    }

    [Theory]
    [MemberData(nameof(OrderIds))]
    public void StoreOrder_Vector_IsAsRecorded(string id)
        => StoreOrder.Sort(File[id].Events()).Texts().ShouldBe(Result(id).GetProperty("total_order").Texts());

    [Theory]
    [MemberData(nameof(TopologyIds))]
    public void TopologicalSort_Vector_IsAsRecorded(string id)
    {
        var events = File[id].Events();

        if (File[id].Outcome().TryGetProperty("error", out var error))
        {
            var exception = Should.Throw<CyclicDependencyException>(() => TopologicalSort.Sort(events));
            error.TextOrNull("message")!.ShouldContain($" {exception.EventIds.Count} events could not be sorted");
            return;
        }

        TopologicalSort.Sort(events).Texts().ShouldBe(Result(id).Texts());
    }

    [Theory]
    [MemberData(nameof(SetIds))]
    public void GrowOnlySet_Vector_IsAsRecorded(string id)
        => GrowOnlySet.Merge(File[id].Events()).ShouldBe(Result(id).Texts(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(CounterIds))]
    public void Counter_Vector_IsAsRecorded(string id) => Counter.Merge(File[id].Events()).ShouldBe(Result(id).GetInt64());

    [Theory]
    [MemberData(nameof(MergeIds))]
    public void StateMachineMerge_Vector_IsAsRecorded(string id)
    {
        var events = File[id].Events();
        var priorities = File[id].GetProperty("priority_map").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetInt32(), StringComparer.Ordinal);
        ConflictResolution Merge() => StateMachineMerge.Merge(events, priorities, File[id].TextOrNull("state_key") ?? "state");

        if (File[id].Outcome().IsError())
        {
            Should.Throw<ValidationException>(Merge);
            return;
        }

        var resolution = Merge();
        resolution.MergedEvent.EventId.ToString().ShouldBe(Result(id).TextOrNull("winner"));
        resolution.ResolutionNote.ShouldBe(Result(id).TextOrNull("note"));
        resolution.RequiresManualReview.ShouldBe(Result(id).GetProperty("manual").GetBoolean());
        resolution.ConflictingEvents.Texts().ShouldBe(Result(id).GetProperty("conflicting").Texts());
    }

    [Theory]
    [MemberData(nameof(GateIds))]
    public void Gate_Vector_IsAsRecorded(string id)
    {
        var conclusion = File[id].TextOrNull("conclusion")!;
        var told = new List<string[]>();
        Action<string, string>? callback = File[id].GetProperty("callback").GetBoolean() ? (what, why) => told.Add([what, why]) : null;

        if (File[id].Outcome().IsError())
        {
            Should.Throw<UnknownConclusionException>(() => CheckRunConclusion.ToEventType(conclusion, callback)).Conclusion.ShouldBe(conclusion);
            return;
        }

        CheckRunConclusion.ToEventType(conclusion, callback).ShouldBe(Result(id).TextOrNull("event_type"));
        told.ShouldBe(Result(id).GetProperty("callback").EnumerateArray().Select(call => call.Texts()));
    }

    [Theory]
    [MemberData(nameof(ClockIds))]
    public void LamportClock_Vector_IsAsRecorded(string id)
    {
        var storage = new InMemoryClockStorage();
        var clocks = new Dictionary<string, LamportClock>(StringComparer.Ordinal);

        var results = File[id].GetProperty("ops").EnumerateArray().Select(operation => Run(operation, storage, clocks)).ToArray();

        results.ShouldBe(Result(id).EnumerateArray().Select(value => value.GetInt64()));
    }

    [Theory]
    [MemberData(nameof(StoreIds))]
    public void EventStore_Vector_IsAsRecorded(string id)
    {
        var store = new InMemoryEventStore();
        foreach (var item in File[id].Events())
        {
            store.Save(item);
        }

        store.LoadAll().Select(item => $"[\"{item.EventId}\",{item.Payload.ToString()[5..^1]}]")
            .ShouldBe(Result(id).GetProperty("all").EnumerateArray().Select(pair => JsonSerializer.Serialize(pair)));
        foreach (var aggregate in Result(id).GetProperty("by_aggregate").EnumerateObject())
        {
            store.Load(aggregate.Name).Texts().ShouldBe(aggregate.Value.Texts());
        }
    }

    [Theory]
    [MemberData(nameof(ErrorLogIds))]
    public void ErrorLog_Vector_IsAsRecorded(string id)
    {
        var vector = File[id];
        var log = new ErrorLog(new InMemoryErrorStorage(vector.GetProperty("max_entries").GetInt32()));
        for (var number = 0; number < vector.GetProperty("n").GetInt32(); number++)
        {
            log.LogError(new ErrorEntry { Timestamp = DateTimeOffset.UnixEpoch, ActionAttempted = $"a{number}", ErrorMessage = "it broke" });
        }

        var limit = vector.GetProperty("limit").GetInt32();
        if (vector.Outcome().IsError())
        {
            Should.Throw<ArgumentOutOfRangeException>(() => log.RecentErrors(limit));
            return;
        }

        log.RecentErrors(limit).Select(entry => entry.ActionAttempted).ShouldBe(Result(id).Texts());
    }

    [Theory]
    [MemberData(nameof(LaneIds))]
    public void Lane_Vector_IsAsRecorded(string id)
    {
        var text = File[id].TextOrNull("value")!;
        if (File[id].Outcome().IsError())
        {
            Should.Throw<ValidationException>(() => LaneMapping.Normalize(text)).Message.ShouldContain(text);
            return;
        }

        var lane = LaneMapping.Normalize(text);
        lane.ToText().ShouldBe(Result(id).TextOrNull("lane"));
        lane.ToSyncV1().ToText().ShouldBe(Result(id).TextOrNull("sync_v1"));
    }

    private static JsonElement Result(string id) => File[id].Outcome().GetProperty("result");

    private static long Run(JsonElement operation, InMemoryClockStorage storage, Dictionary<string, LamportClock> clocks)
    {
        var node = operation.TextOrNull("node")!;
        var name = operation.TextOrNull("op");
        if (name == "load")
        {
            return storage.Load(node);
        }

        if (name == "reopen" || !clocks.TryGetValue(node, out var clock))
        {
            clocks[node] = clock = new LamportClock(node, storage);
        }

        if (name == "tick")
        {
            return clock.Tick();
        }

        if (name == "update")
        {
            clock.Update(operation.GetProperty("remote").GetInt64());
        }

        return clock.Current;
    }
}
