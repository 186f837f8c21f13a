using SpecKitty.Events.Causality.Stores;

namespace SpecKitty.Events.Causality;

/// <summary>The logical clock of one node: it counts the node's events and never falls behind an event that the node has seen.</summary>
/// <remarks>
/// Thread-safe. The value is loaded once, at construction, and saved before it is given out, so a number is never used twice even when the process ends
/// right after. Two clock objects of the same node over the same storage do not see each other: keep one for each node.
/// </remarks>
public sealed class LamportClock
{
    private readonly IClockStorage _storage;
    private readonly Lock _lock = new();
    private long _current;

    /// <summary>Takes the clock up where the storage has it.</summary>
    /// <param name="nodeId">Whose clock it is. At least one character.</param>
    /// <param name="storage">Where the value is kept.</param>
    /// <exception cref="ArgumentException"><paramref name="nodeId"/> is empty.</exception>
    /// <exception cref="StorageException">The storage holds a negative value.</exception>
    public LamportClock(string nodeId, IClockStorage storage)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeId);
        ArgumentNullException.ThrowIfNull(storage);
        NodeId = nodeId;
        _storage = storage;
        _current = storage.Load(nodeId);
        if (_current < 0)
        {
            throw new StorageException($"The clock of node \"{nodeId}\" is stored as {_current}; a clock is 0 or more: repair the storage.");
        }
    }

    /// <summary>Whose clock it is.</summary>
    public string NodeId { get; }

    /// <summary>The number that the last <see cref="Tick"/> or <see cref="Update"/> came to; 0 before the first.</summary>
    public long Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <summary>Counts an event of this node.</summary>
    /// <returns>The number for the event, one more than before.</returns>
    /// <exception cref="OverflowException">The clock stands at 2^63-1; it stays there.</exception>
    public long Tick()
    {
        lock (_lock)
        {
            return Advance(_current);
        }
    }

    /// <summary>Takes in the number of an event of another node: the clock becomes one more than the greater of the two.</summary>
    /// <param name="remote">The other event's number. A negative one, which no valid event has, is behind every clock like any other small one.</param>
    /// <exception cref="OverflowException">The greater of the two is 2^63-1; the clock stays as it was.</exception>
    public void Update(long remote)
    {
        lock (_lock)
        {
            Advance(Math.Max(_current, remote));
        }
    }

    private long Advance(long from)
    {
        if (from == long.MaxValue)
        {
            throw new OverflowException($"The clock of node \"{NodeId}\" cannot go past 9223372036854775807: an event with that number is no honest one, leave it out.");
        }

        // Saved first: when the storage fails, the clock has not moved and the number was not given out.
        _storage.Save(NodeId, from + 1);
        _current = from + 1;
        return _current;
    }
}
