using BenchmarkDotNet.Attributes;
using SpecKitty.Events;
using SpecKitty.Events.Board;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Sync;

namespace SpecKitty.Bench;

/// <summary>The board of a project of 40 features with eight work packages each: one more event on a long log, a late one, and the state. The baseline reduces the whole log again.</summary>
public class BoardBench
{
    private const int Next = 1_000;
    private const int PerFeature = 8;
    private readonly Dictionary<(string Feature, string WpId), SyncLane> _lanes = [];
    private Event[] _log = [];
    private Event[] _next = [];
    private Event _nearEnd = null!;
    private BoardReduction _reduction = null!;

    [Params(10_000, 100_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var all = MissionLog.Make(Length + Next, Payload);
        _log = all[..Length];
        _next = all[Length..];
        _nearEnd = _log[Length - 200];
        if (Reduced(all).State.Anomalies.Count > 0)
        {
            throw new InvalidOperationException("The log is not a sound one: it would measure anomalies.");
        }
    }

    [IterationSetup(Target = nameof(Refold))]
    public void Nothing() => _reduction = null!;

    [IterationSetup(Targets = [nameof(OneMore), nameof(OneMoreAndTheState)])]
    public void WholeLog() => _reduction = Reduced(_log);

    [IterationSetup(Target = nameof(LateNearEnd))]
    public void WithoutNearEnd() => _reduction = Reduced(_log.Where(value => value != _nearEnd));

    [Benchmark(Baseline = true, Description = "reduce the whole log")]
    public BoardState Refold() => BoardReducer.Reduce(_log);

    [Benchmark(OperationsPerInvoke = Next, Description = "one more event")]
    public int OneMore()
    {
        var added = 0;
        foreach (var value in _next)
        {
            added += _reduction.Add(value) ? 1 : 0;
        }

        // The state is made once; what counts is the folding before it.
        return added + _reduction.State.EventCount;
    }

    [Benchmark(Description = "one more event and the state")]
    public BoardState OneMoreAndTheState()
    {
        _reduction.Add(_next[0]);
        return _reduction.State;
    }

    [Benchmark(Description = "late event 200 from the end and the state")]
    public BoardState LateNearEnd()
    {
        _reduction.Add(_nearEnd);
        return _reduction.State;
    }

    private static BoardReduction Reduced(IEnumerable<Event> events)
    {
        var reduction = new BoardReduction();
        reduction.AddRange(events);
        _ = reduction.State;
        return reduction;
    }

    private IEventPayload Payload(int i, Random random)
    {
        var length = Length / 40;
        var (feature, place) = (i / length, i % length);
        var slug = $"{feature:D3}-feature";
        var id = $"WP{place % PerFeature:D2}";
        if (place < PerFeature)
        {
            return new WorkPackageCreatedPayload { WpId = id, Title = $"Work package {place}", FeatureSlug = slug, Dependencies = place == 0 ? [] : ["WP00"] };
        }

        if (place == length - 1)
        {
            return new FeatureCompletedPayload { FeatureSlug = slug, TotalWps = PerFeature };
        }

        return (place / PerFeature % 6) switch
        {
            0 => new WorkPackageAssignedPayload { WpId = id, AgentId = "claude", Phase = WorkPhase.Implementation },
            1 or 4 => Moved(slug, id),
            3 => new ErrorLoggedPayload { WpId = id, ErrorType = ErrorKind.Runtime, ErrorMessage = "The tests do not pass." },
            _ => new HistoryAddedPayload { WpId = id, EntryType = HistoryEntryType.Note, EntryContent = $"{random.Next(100)} percent are done; the rest follows tomorrow.", Author = "ada" },
        };
    }

    private SyncStatusChangedPayload Moved(string slug, string id)
    {
        var from = _lanes.GetValueOrDefault((slug, id));
        var to = (SyncLane)(((int)from + 1) % 4);
        _lanes[(slug, id)] = to;
        return new SyncStatusChangedPayload { WpId = id, PreviousStatus = from, NewStatus = to, FeatureSlug = slug };
    }
}
