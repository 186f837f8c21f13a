using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Reduction;

/// <summary>The order in which reducers fold: Lamport clock, then the ISO text of the date-time, then event id, each by code point.</summary>
/// <remarks>Stores have an order of their own, <see cref="Causality.StoreOrder"/>. Equal only for two copies of one event, or for two events that claim one id at one time.</remarks>
public sealed class EventOrder : IComparer<Event>
{
    /// <summary>The comparer; it has no state.</summary>
    public static EventOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Event? x, Event? y)
    {
        if (ReferenceEquals(x, y))
        {
            return 0;
        }

        if (x is null || y is null)
        {
            return x is null ? -1 : 1;
        }

        var byClock = x.LamportClock.CompareTo(y.LamportClock);
        if (byClock != 0)
        {
            return byClock;
        }

        var byTime = x.Timestamp.CompareTo(y.Timestamp);
        return byTime != 0 ? byTime : x.EventId.CompareTo(y.EventId);
    }
}
