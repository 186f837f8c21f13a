using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Lifecycle;

/// <summary>Reduces a log to the life of a mission and its work packages. A pure function: no clock, no I/O.</summary>
public static class LifecycleReducer
{
    /// <summary>Reduces a log.</summary>
    /// <param name="events">The log, in any order, of any types; events of other families count, and change nothing else.</param>
    /// <returns>The state; what could not be applied are its anomalies.</returns>
    public static LifecycleState Reduce(IEnumerable<Event> events)
    {
        var reduction = new LifecycleReduction();
        reduction.AddRange(events);
        return reduction.State;
    }
}
