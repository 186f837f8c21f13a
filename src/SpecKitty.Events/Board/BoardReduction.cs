using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Board;

/// <summary>A reduction of a project to its board that takes one event at a time, in any order.</summary>
/// <remarks>
/// An event at the end costs the same however long the log is; one that belongs further to the front costs a fold from the last mark before its place.
/// Not thread-safe. The states that it gives out are immutable and anybody's.
/// </remarks>
public sealed class BoardReduction
{
    private readonly OrderedFold<BoardFold, BoardMark> _events = new(new BoardFold());
    private BoardState? _state;

    /// <summary>The events of the board, in reducer order, each id once.</summary>
    public IReadOnlyList<Event> Log => _events.Log;

    /// <summary>The state of the whole log so far.</summary>
    public BoardState State => _state ??= _events.Current().ToState(_events.Log);

    /// <summary>Goes on from a snapshot.</summary>
    /// <param name="snapshot">The snapshot; one of a lifecycle reduction will do, of which the events of the board are taken.</param>
    /// <returns>A reduction of its own.</returns>
    public static BoardReduction Restore(LogSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var reduction = new BoardReduction();
        reduction.AddRange(snapshot.Events);
        reduction._events.Contest(snapshot.ContestedEventIds);
        return reduction;
    }

    /// <summary>Takes an event in. Events that are not about the board are left out.</summary>
    /// <param name="value">The event.</param>
    /// <returns>False when it is left out, or its id is known already.</returns>
    public bool Add(Event value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!BoardEventTypes.All.Contains(value.EventType))
        {
            return false;
        }

        _state = null;
        return _events.Add(value);
    }

    /// <summary>Takes events in. Events that are not about the board are left out.</summary>
    /// <param name="values">The events, in any order.</param>
    public void AddRange(IEnumerable<Event> values)
    {
        _state = null;
        _events.AddRange([.. values.Where(value => BoardEventTypes.All.Contains(value.EventType))]);
    }

    /// <summary>Everything that is needed to go on later, elsewhere.</summary>
    /// <returns>An immutable snapshot.</returns>
    public LogSnapshot Snapshot() => LogSnapshot.Of(_events);
}
