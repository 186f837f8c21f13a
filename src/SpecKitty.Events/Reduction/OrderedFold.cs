using System.Numerics;
using System.Runtime.InteropServices;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Reduction;

/// <summary>Keeps a log in reducer order, each id once, and a fold over it that follows whatever comes in, wherever it belongs.</summary>
/// <remarks>
/// Whole-log and incremental reduction are this one class: a late event takes the fold back to its place, event by event where the fold can undo so many, and
/// otherwise to the last mark before its place.
/// Marks are dense near the end, where late events nearly always belong, and thin out towards the front. Behind a mark come at least as many events as it
/// copied things before there is another one, so that all marks together stay in proportion to the log, however much the fold has to remember.
/// </remarks>
/// <typeparam name="TFold">The fold.</typeparam>
/// <typeparam name="TMark">What the fold remembers of a place.</typeparam>
internal sealed class OrderedFold<TFold, TMark>
    where TFold : class, IFold<TMark>
{
    private const int MarkEvery = 512;
    private const int MostMarks = 32;

    // Of many events that are folded at once, late events nearly always belong among the last.
    private const int UndoFromEnd = 128;

    private readonly List<Event> _log = [];
    private readonly Dictionary<EventId, Event> _byId = [];
    private readonly HashSet<EventId> _contested = [];
    private readonly List<(int Position, int Next, TMark Mark)> _marks = [];
    private readonly TFold _fold;
    private readonly TMark _start;
    private int _folded;
    private bool _stopped;

    public OrderedFold(TFold fold)
    {
        _fold = fold;
        _start = fold.Mark();
    }

    /// <summary>The events in reducer order, each id once.</summary>
    public IReadOnlyList<Event> Log => _log;

    /// <summary>The ids that came with more than one content.</summary>
    public IReadOnlySet<EventId> Contested => _contested;

    /// <summary>Finds an event by its id.</summary>
    /// <returns>The event as it came first; null when the log has none of this id.</returns>
    public Event? Find(EventId id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether an event belongs behind all that the log has.</summary>
    public bool IsAtEnd(Event value) => PlaceOf(value) >= _log.Count;

    /// <summary>Takes events in, in any order.</summary>
    public void AddRange(IReadOnlyList<Event> events)
    {
        // A little more than is asked for: a log that is loaded is a log that goes on.
        var room = events.Count + (events.Count / 16);
        _log.EnsureCapacity(_log.Count + room);
        _byId.EnsureCapacity(_byId.Count + room);

        // A stable sort, so that of several copies the first stays first; a log in order costs one comparison an event.
        if (IsOrdered(events))
        {
            for (var i = 0; i < events.Count; i++)
            {
                Add(events[i]);
            }
        }
        else
        {
            foreach (var value in events.Order(EventOrder.Instance))
            {
                Add(value);
            }
        }
    }

    /// <summary>Takes one event in.</summary>
    /// <returns>False when the log has it already, whether with this or another content.</returns>
    public bool Add(Event value)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, value.EventId, out var isKnown);
        if (!isKnown)
        {
            known = value;
            Insert(value);
            return true;
        }

        if (!ReferenceEquals(known, value) && !known!.Equals(value))
        {
            Contest(ref known!, value);
        }

        return false;
    }

    /// <summary>Takes over the contested ids of a snapshot, of an empty fold.</summary>
    public void Contest(IEnumerable<EventId> ids)
    {
        _contested.UnionWith(ids);
        GoBackTo(0);
    }

    /// <summary>The fold over the whole log.</summary>
    public TFold Current()
    {
        for (; _folded < _log.Count && !_stopped; _folded++)
        {
            if (_folded >= NextMark && IsWorthMarking(_log.Count - _folded))
            {
                _marks.Add((_folded, _folded + Math.Max(MarkEvery, _fold.Size), _fold.Mark()));
                Thin();
            }

            var next = _log[_folded];
            _fold.KeepsUndo = _log.Count - _folded <= UndoFromEnd;
            _stopped = !_fold.Apply(next, _contested.Count > 0 && _contested.Contains(next.EventId));
        }

        return _fold;
    }

    /// <summary>The fold before the place where an event belongs; good until the next call.</summary>
    /// <param name="value">The event; it is not taken in.</param>
    /// <param name="forkAt">Makes a fold of its own that stands at a mark of another.</param>
    public TFold Before(Event value, Func<TFold, TMark, TFold> forkAt)
    {
        var place = PlaceOf(value);
        if (place >= _log.Count)
        {
            return Current();
        }

        Current();
        if (CanUndoTo(place))
        {
            GoBackTo(place);
            return _fold;
        }

        var (position, mark) = MarkBefore(place);
        var fork = forkAt(_fold, mark);
        for (; position < place; position++)
        {
            if (!fork.Apply(_log[position], _contested.Contains(_log[position].EventId)))
            {
                break;
            }
        }

        return fork;
    }

    // Where many events are folded at once, the marks double their distance from the end.
    private static bool IsWorthMarking(int left) => left <= MarkEvery || (left % MarkEvery == 0 && BitOperations.IsPow2(left / MarkEvery));

    private int NextMark => _marks.Count == 0 ? MarkEvery : _marks[^1].Next;

    private static bool IsOrdered(IReadOnlyList<Event> events)
    {
        for (var i = 1; i < events.Count; i++)
        {
            if (EventOrder.Instance.Compare(events[i - 1], events[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private void Insert(Event value)
    {
        var place = PlaceOf(value);
        _log.Insert(place, value);
        GoBackTo(place);
    }

    // Which of two contents is kept must not depend on which came first: the one that the order puts first, then the one with the smaller text.
    private void Contest(ref Event kept, Event value)
    {
        var order = EventOrder.Instance.Compare(value, kept);
        if (order == 0)
        {
            order = EventWriter.ToCanonicalUtf8(value).AsSpan().SequenceCompareTo(EventWriter.ToCanonicalUtf8(kept));
        }

        var isNew = _contested.Add(value.EventId);
        var place = _log.BinarySearch(kept, EventOrder.Instance);
        if (order < 0)
        {
            _log.RemoveAt(place);
            GoBackTo(place);
            kept = value;
            Insert(value);
        }
        else if (isNew)
        {
            GoBackTo(place);
        }
    }

    // Behind every event that is not greater; two events that claim one id never stand side by side.
    private int PlaceOf(Event value)
    {
        if (_log.Count == 0 || EventOrder.Instance.Compare(_log[^1], value) <= 0)
        {
            return _log.Count;
        }

        var place = _log.BinarySearch(value, EventOrder.Instance);
        return place < 0 ? ~place : place;
    }

    private void GoBackTo(int place)
    {
        if (place >= _folded)
        {
            return;
        }

        while (_marks.Count > 0 && _marks[^1].Position > place)
        {
            _marks.RemoveAt(_marks.Count - 1);
        }

        if (CanUndoTo(place))
        {
            for (; _folded > place; _folded--)
            {
                _fold.Undo();
            }

            return;
        }

        var (position, mark) = MarkBefore(place);
        _fold.Rewind(mark);
        _folded = position;
        _stopped = false;
    }

    // Where a fold has stopped, the last event that it counts has changed nothing.
    private bool CanUndoTo(int place) => !_stopped && _fold.Undoable >= _folded - place;

    private (int Position, TMark Mark) MarkBefore(int place)
    {
        for (var i = _marks.Count - 1; i >= 0; i--)
        {
            if (_marks[i].Position <= place)
            {
                return (_marks[i].Position, _marks[i].Mark);
            }
        }

        return (0, _start);
    }

    // The older half loses every second mark, so that a log of any length has few.
    private void Thin()
    {
        if (_marks.Count <= MostMarks)
        {
            return;
        }

        for (var i = (_marks.Count / 2) - 1; i >= 0; i -= 2)
        {
            _marks.RemoveAt(i);
        }
    }
}
