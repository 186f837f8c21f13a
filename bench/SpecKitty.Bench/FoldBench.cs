using BenchmarkDotNet.Attributes;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Bench;

/// <summary>Folding 10,000 typed collaboration events in order, strict. The baseline only orders them and finds copies, as every fold must.</summary>
public class FoldBench
{
    private const int Count = 10_000;
    private Event[] _events = [];

    [GlobalSetup]
    public void Setup()
    {
        _events = MissionLog.Make(Count);

        // Reads the payloads: the fold is measured, not the reading.
        CollaborationReducer.Reduce(_events);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count, Description = "order and find copies only")]
    public int OrderAndDeduplicate()
    {
        var sorted = (Event[])_events.Clone();
        Array.Sort(sorted, EventOrder.Instance);
        var seen = new HashSet<EventId>(Count);
        var unique = 0;
        foreach (var value in sorted)
        {
            unique += seen.Add(value.EventId) ? 1 : 0;
        }

        return unique;
    }

    [Benchmark(OperationsPerInvoke = Count, Description = "fold, strict")]
    public CollaborationState Fold() => CollaborationReducer.Reduce(_events);

    [Benchmark(OperationsPerInvoke = Count, Description = "fold, permissive")]
    public CollaborationState FoldPermissive() => CollaborationReducer.Reduce(_events, ReductionMode.Permissive);
}
