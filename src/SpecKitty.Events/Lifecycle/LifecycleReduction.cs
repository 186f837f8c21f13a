using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Lifecycle;

/// <summary>A reduction of a mission and its work packages that takes one event at a time, in any order.</summary>
/// <remarks>Not thread-safe. The states that it gives out are immutable and anybody's.</remarks>
public sealed class LifecycleReduction
{
    private readonly OrderedFold<LifecycleFold, LifecycleMark> _events = new(new LifecycleFold());
    private LifecycleState? _state;

    /// <summary>The events of all families, in reducer order, each id once.</summary>
    public IReadOnlyList<Event> Log => _events.Log;

    /// <summary>The state of the whole log so far.</summary>
    public LifecycleState State => _state ??= _events.Current().ToState(_events.Log);

    /// <summary>Goes on from a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>A reduction of its own.</returns>
    public static LifecycleReduction Restore(LogSnapshot snapshot)
    {
        var reduction = new LifecycleReduction();
        reduction.AddRange(snapshot.Events);
        reduction._events.Contest(snapshot.ContestedEventIds);
        return reduction;
    }

    /// <summary>Takes an event in; events of other families count, and change nothing else.</summary>
    /// <param name="value">The event.</param>
    /// <returns>False when its id is known already.</returns>
    public bool Add(Event value)
    {
        _state = null;
        return _events.Add(value);
    }

    /// <summary>Takes events in; events of other families count, and change nothing else.</summary>
    /// <param name="values">The events, in any order.</param>
    public void AddRange(IEnumerable<Event> values)
    {
        _state = null;
        _events.AddRange([.. values]);
    }

    /// <summary>Everything that is needed to go on later, elsewhere.</summary>
    /// <returns>An immutable snapshot.</returns>
    public LogSnapshot Snapshot() => LogSnapshot.Of(_events);
}
