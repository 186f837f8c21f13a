using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Causality;

/// <summary>The order in which stores give events back: by clock, then by node, by code point.</summary>
/// <remarks>Events that tie keep the order in which they came, so sort with something stable, as <see cref="Sort"/> does. Reducers have an order of their own.</remarks>
public sealed class StoreOrder : IComparer<Event>
{
    private StoreOrder()
    {
    }

    /// <summary>The order; it has no state.</summary>
    public static StoreOrder Instance { get; } = new();

    /// <summary>Puts events in store order; those that tie keep their order.</summary>
    /// <param name="events">The events.</param>
    /// <returns>The same events, ordered.</returns>
    public static EquatableList<Event> Sort(IEnumerable<Event> events) => events.Order(Instance).ToEquatableList();

    /// <inheritdoc/>
    public int Compare(Event? x, Event? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var byClock = x.LamportClock.CompareTo(y.LamportClock);
        return byClock != 0 ? byClock : CodePointComparer.Instance.Compare(x.NodeId, y.NodeId);
    }
}
