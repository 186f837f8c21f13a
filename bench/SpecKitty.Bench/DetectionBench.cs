using BenchmarkDotNet.Attributes;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Bench;

/// <summary>What it costs to ask for warnings with each event. The baseline takes the same events in, and folds each, without asking.</summary>
public class DetectionBench
{
    private const int Next = 1_000;
    private Event[] _log = [];
    private Event[] _next = [];
    private CollaborationReduction _reduction = null!;

    [Params(10_000, 100_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var all = MissionLog.Make(Length + Next);
        _log = all[..Length];
        _next = all[Length..];
        CollaborationReducer.Reduce(all);
    }

    [IterationSetup]
    public void WholeLog()
    {
        _reduction = new CollaborationReduction(ReductionMode.Permissive);
        _reduction.AddRange(_log);
        _reduction.AddAndDetect(_log[^1]);
        _ = _reduction.Violation;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Next, Description = "one more event")]
    public int Add()
    {
        var violations = 0;
        foreach (var value in _next)
        {
            _reduction.Add(value);
            violations += _reduction.Violation is null ? 0 : 1;
        }

        return violations;
    }

    [Benchmark(OperationsPerInvoke = Next, Description = "one more event, and its warnings")]
    public int AddAndDetect()
    {
        var warnings = 0;
        foreach (var value in _next)
        {
            foreach (var warning in _reduction.AddAndDetect(value))
            {
                warnings++;
                _reduction.Add(warning.ToEvent("server", warning.Cause.LamportClock + 1, warning.Cause.Timestamp));
            }
        }

        return warnings;
    }

    [Benchmark(OperationsPerInvoke = 1, Description = "derive the warnings of the whole log")]
    public IReadOnlyList<DerivedWarning> Derive() => WarningDetection.Derive(_log);
}
