using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Status;

/// <summary>Reduces a log to where each work package stands. A pure function: no clock, no I/O.</summary>
public static class StatusReducer
{
    /// <summary>Reduces a log.</summary>
    /// <param name="events">The log, in any order, of any types; other families' events are left out.</param>
    /// <returns>The state; transitions that could not be applied are its anomalies.</returns>
    public static StatusState Reduce(IEnumerable<Event> events)
    {
        var reduction = new StatusReduction();
        reduction.AddRange(events);
        return reduction.State;
    }
}
