namespace SpecKitty.Server.Live.Tail;

/// <summary>The newest events of a log, in order and without a gap: the oldest make room for the newest.</summary>
/// <param name="mostEvents">How many it keeps at most.</param>
/// <param name="mostBytes">How many bytes it keeps at most, by <see cref="TailEvent.Weight"/>; the newest event stays whatever it weighs.</param>
internal sealed class TailRing(int mostEvents, long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly TailEvent?[] _events = new TailEvent?[mostEvents];
    private int _first;
    private int _count;
    private long _bytes;
    private long _from;
    private long _end;

    /// <summary>The sequence up to which it knows the log.</summary>
    public long End
    {
        get
        {
            lock (_gate)
            {
                return _end;
            }
        }
    }

    /// <summary>Says where the log stands before anything was added.</summary>
    /// <param name="sequence">The sequence behind which everything will be added.</param>
    public void StartBehind(long sequence)
    {
        lock (_gate)
        {
            _from = _end = sequence;
        }
    }

    /// <summary>Adds the next events of the log.</summary>
    public void Add(IEnumerable<TailEvent> events)
    {
        lock (_gate)
        {
            foreach (var added in events)
            {
                while (_count == mostEvents || (_count > 0 && _bytes + added.Weight > mostBytes))
                {
                    RemoveOldest();
                }

                _events[(_first + _count++) % mostEvents] = added;
                _bytes += added.Weight;
                _end = added.Sequence;
            }
        }
    }

    /// <summary>Goes on to the next event behind a cursor.</summary>
    /// <param name="after">The cursor; moves on over what was found and over what was passed by.</param>
    /// <param name="missionId">The mission that it is to be about; null for any event.</param>
    /// <param name="next">The event, when there is one.</param>
    public TailPlace Read(ref long after, string? missionId, out TailEvent? next)
    {
        next = null;
        lock (_gate)
        {
            if (after < _from)
            {
                return TailPlace.Behind;
            }

            for (var index = IndexBehind(after); index < _count; index++)
            {
                var candidate = At(index);
                if (missionId is null || candidate.MissionId == missionId)
                {
                    next = candidate;
                    after = candidate.Sequence;
                    return TailPlace.Within;
                }
            }

            // A snapshot may know of more than has come here yet.
            after = Math.Max(after, _end);
            return TailPlace.AtTheEnd;
        }
    }

    private TailEvent At(int index) => _events[(_first + index) % mostEvents]!;

    private int IndexBehind(long after)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(middle).Sequence > after)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private void RemoveOldest()
    {
        var oldest = At(0);
        _from = oldest.Sequence;
        _bytes -= oldest.Weight;
        _events[_first] = null;
        _first = (_first + 1) % mostEvents;
        _count--;
    }
}
