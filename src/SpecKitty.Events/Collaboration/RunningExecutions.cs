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
    /// <param name="stepId">The step.</param>
    /// <returns>The execution that ended.</returns>
    public ExecutionEntry End(string stepId) => End(stepId, out _);

    /// <summary>Takes away the oldest execution of a step that is being executed.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="place">How many had started before it.</param>
    /// <returns>The execution that ended.</returns>
    public ExecutionEntry End(string stepId, out long place)
    {
        var oldest = _byStep[stepId];
        place = oldest.Place;
        Count--;
        if (oldest.Next is { } next)
        {
            next.Last = oldest.Last;
            next.Previous = null;
            _byStep[stepId] = next;
        }
        else
        {
            _byStep.Remove(stepId);
        }

        return oldest.Entry;
    }

    /// <summary>Undoes the newest start of a step, which must not have ended.</summary>
    public void UndoStart(string stepId)
    {
        Count--;
        _started--;
        var first = _byStep[stepId];
        if (first.Last.Previous is { } previous)
        {
            previous.Next = null;
            first.Last = previous;
        }
        else
        {
            _byStep.Remove(stepId);
        }
    }

    /// <summary>Undoes the newest end.</summary>
    /// <param name="ended">What <see cref="End(string, out long)"/> gave.</param>
    /// <param name="place">How many had started before it.</param>
    public void UndoEnd(ExecutionEntry ended, long place)
    {
        Count++;
        var run = new Run(ended, place);
        if (_byStep.TryGetValue(ended.StepId, out var next))
        {
            run.Next = next;
            run.Last = next.Last;
            next.Previous = run;
        }

        _byStep[ended.StepId] = run;
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

        run.Previous = first.Last;
        first.Last.Next = run;
        first.Last = run;
    }

    /// <summary>One execution, with the next and the previous one of the same step.</summary>
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

        public Run? Previous { get; set; }

        /// <summary>The newest of the step; good in the oldest alone.</summary>
        public Run Last { get; set; }
    }
}
