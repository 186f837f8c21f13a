using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Causality.Stores;

/// <summary>Keeps events for the life of the object. Thread-safe.</summary>
public sealed class InMemoryEventStore : IEventStore
{
    private readonly Lock _lock = new();
    private readonly List<Event> _events = [];
    private readonly Dictionary<EventId, int> _positions = [];

    /// <inheritdoc/>
    public void Save(Event value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock)
        {
            if (_positions.TryGetValue(value.EventId, out var position))
            {
                _events[position] = value;
                return;
            }

            _positions.Add(value.EventId, _events.Count);
            _events.Add(value);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Event> Load(string aggregateId)
    {
        ArgumentNullException.ThrowIfNull(aggregateId);
        lock (_lock)
        {
            return StoreOrder.Sort(_events.Where(item => item.AggregateId == aggregateId));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Event> LoadAll()
    {
        lock (_lock)
        {
            return StoreOrder.Sort(_events);
        }
    }
}
