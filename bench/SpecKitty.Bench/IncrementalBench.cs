using BenchmarkDotNet.Attributes;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Bench;

/// <summary>One more event on a long log, and late ones. The baseline reduces the whole log again, as without incremental reduction one would have to.</summary>
public class IncrementalBench
{
    private const int Next = 1_000;
    private Event[] _log = [];
    private Event[] _next = [];
    private Event _front = null!;
    private Event _nearEnd = null!;
    private CollaborationReduction _reduction = null!;

    [Params(10_000, 100_000, 1_000_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var all = MissionLog.Make(Length + Next);
        _log = all[..Length];
        _next = all[Length..];
        _front = _log[100];
        _nearEnd = _log[Length - 200];
        CollaborationReducer.Reduce(all);
    }

    [IterationSetup(Target = nameof(Refold))]
    public void Nothing() => _reduction = null!;

    [IterationSetup(Targets = [nameof(OneMore)])]
    public void WholeLog() => _reduction = Reduced(_log);

    [IterationSetup(Target = nameof(LateAtFront))]
    public void WithoutFront() => _reduction = Reduced(_log.Where(value => value != _front));

    [IterationSetup(Target = nameof(LateNearEnd))]
    public void WithoutNearEnd() => _reduction = Reduced(_log.Where(value => value != _nearEnd));

    [Benchmark(Baseline = true, Description = "reduce the whole log")]
    public CollaborationState Refold() => CollaborationReducer.Reduce(_log, ReductionMode.Permissive);

    [Benchmark(OperationsPerInvoke = Next, Description = "one more event")]
    public int OneMore()
    {
        var violations = 0;
        foreach (var value in _next)
        {
            _reduction.Add(value);
            violations += _reduction.Violation is null ? 0 : 1;
        }

        return violations;
    }

    [Benchmark(Description = "late event at the front")]
    public CollaborationViolation? LateAtFront()
    {
        _reduction.Add(_front);
        return _reduction.Violation;
    }

    [Benchmark(Description = "late event 200 from the end")]
    public CollaborationViolation? LateNearEnd()
    {
        _reduction.Add(_nearEnd);
        return _reduction.Violation;
    }

    private static CollaborationReduction Reduced(IEnumerable<Event> events)
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        reduction.AddRange(events);
        _ = reduction.State;
        return reduction;
    }
}
