using SpecKitty.Events.Values;

namespace SpecKitty.Events.Causality.Stores;

/// <summary>Keeps the newest entries for the life of the object. Thread-safe.</summary>
public sealed class InMemoryErrorStorage : IErrorStorage
{
    /// <summary>How many entries are kept unless told otherwise.</summary>
    public const int DefaultMaxEntries = 100;

    private readonly Lock _lock = new();
    private readonly Queue<ErrorEntry> _entries = new();
    private readonly int _maxEntries;

    /// <summary>Makes an empty storage.</summary>
    /// <param name="maxEntries">How many entries are kept, the newest; 0 keeps none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxEntries"/> is negative.</exception>
    public InMemoryErrorStorage(int maxEntries = DefaultMaxEntries)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        _maxEntries = maxEntries;
    }

    /// <inheritdoc/>
    public void Append(ErrorEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > _maxEntries)
            {
                _entries.Dequeue();
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ErrorEntry> LoadRecent(int limit = IErrorStorage.DefaultLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        lock (_lock)
        {
            return _entries.Reverse().Take(limit).ToEquatableList();
        }
    }
}
