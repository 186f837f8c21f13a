using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Causality;

/// <summary>Tells which events were emitted without knowledge of each other.</summary>
public static class Concurrency
{
    /// <summary>Whether two events are concurrent: different events about the same aggregate at the same clock.</summary>
    /// <param name="first">One event.</param>
    /// <param name="second">The other event.</param>
    /// <returns>True when the aggregates and the clocks are equal and the ids are not.</returns>
    public static bool AreConcurrent(Event first, Event second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.LamportClock == second.LamportClock
            && first.AggregateId == second.AggregateId
            && first.EventId != second.EventId;
    }
}
