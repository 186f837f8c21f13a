using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Status;

/// <summary>A reduction of work-package transitions that takes one event at a time, in any order.</summary>
/// <remarks>Not thread-safe. The states that it gives out are immutable and anybody's.</remarks>
public sealed class StatusReduction
{
    private readonly OrderedFold<StatusFold, StatusMark> _events = new(new StatusFold());
    private StatusState? _state;

    /// <summary>The transitions, in reducer order, each id once.</summary>
    public IReadOnlyList<Event> Log => _events.Log;

    /// <summary>The state of the whole log so far.</summary>
    public StatusState State => _state ??= _events.Current().ToState(_events.Log);

    /// <summary>Goes on from a snapshot.</summary>
    /// <param name="snapshot">The snapshot; one of a lifecycle reduction will do, of which the transitions are taken.</param>
    /// <returns>A reduction of its own.</returns>
    public static StatusReduction Restore(LogSnapshot snapshot)
    {
        var reduction = new StatusReduction();
        reduction.AddRange(snapshot.Events);
        reduction._events.Contest(snapshot.ContestedEventIds);
        return reduction;
    }

    /// <summary>Takes an event in. Other families' events are left out.</summary>
    /// <param name="value">The event.</param>
    /// <returns>False when it is of another family, or its id is known already.</returns>
    public bool Add(Event value)
    {
        if (value.EventType != StatusEventTypes.WPStatusChanged)
        {
            return false;
        }

        _state = null;
        return _events.Add(value);
    }

    /// <summary>Takes events in. Other families' events are left out.</summary>
    /// <param name="values">The events, in any order.</param>
    public void AddRange(IEnumerable<Event> values)
    {
        _state = null;
        _events.AddRange([.. values.Where(value => value.EventType == StatusEventTypes.WPStatusChanged)]);
    }

    /// <summary>Everything that is needed to go on later, elsewhere.</summary>
    /// <returns>An immutable snapshot.</returns>
    public LogSnapshot Snapshot() => LogSnapshot.Of(_events);
}
