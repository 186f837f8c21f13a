using System.Runtime.InteropServices;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>The steps that a participant is executing, by step, so that an end costs the same however many run.</summary>
internal sealed class RunningExecutions
{
    private readonly Dictionary<string, Run> _byStep;
    private long _started;

    public RunningExecutions() => _byStep = new Dictionary<string, Run>(StringComparer.Ordinal);

    private RunningExecutions(RunningExecutions other)
    {
        _byStep = new Dictionary<string, Run>(other._byStep.Count, StringComparer.Ordinal);
        foreach (var run in other.Runs())
        {
            Append(new Run(run.Entry, run.Place));
        }

        _started = other._started;
    }

    /// <summary>How many run.</summary>
    public int Count { get; private set; }

    /// <summary>What runs, in no order that means anything.</summary>
    public IEnumerable<ExecutionEntry> All => Runs().Select(run => run.Entry);

    public bool Contains(string stepId) => _byStep.ContainsKey(stepId);

    public void Start(ExecutionEntry entry) => Append(new Run(entry, _started++));

    /// <summary>Takes away the oldest execution of a step that is being executed.</summary>
    /// <returns>The execution that ended.</returns>
    public ExecutionEntry End(string stepId)
    {
        var oldest = _byStep[stepId];
        Count--;
        if (oldest.Next is { } next)
        {
            next.Last = oldest.Last;
            _byStep[stepId] = next;
        }
        else
        {
            _byStep.Remove(stepId);
        }

        return oldest.Entry;
    }

    public RunningExecutions Copy() => new(this);

    /// <summary>What runs, in the order in which it started.</summary>
    public EquatableList<ExecutionEntry> ToList()
    {
        var runs = Runs().ToArray();
        Array.Sort(runs, static (a, b) => a.Place.CompareTo(b.Place));
        return runs.Select(run => run.Entry).ToEquatableList();
    }

    private IEnumerable<Run> Runs()
    {
        foreach (var first in _byStep.Values)
        {
            for (var run = first; run is not null; run = run.Next)
            {
                yield return run;
            }
        }
    }

    private void Append(Run run)
    {
        Count++;
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_byStep, run.Entry.StepId, out _);
        if (first is null)
        {
            first = run;
            return;
        }

        first.Last.Next = run;
        first.Last = run;
    }

    /// <summary>One execution, and the next one of the same step.</summary>
    private sealed class Run
    {
        public Run(ExecutionEntry entry, long place)
        {
            Entry = entry;
            Place = place;
            Last = this;
        }

        public ExecutionEntry Entry { get; }

        /// <summary>How many had started before it.</summary>
        public long Place { get; }

        public Run? Next { get; set; }

        /// <summary>The newest of the step; good in the oldest alone.</summary>
        public Run Last { get; set; }
    }
}
