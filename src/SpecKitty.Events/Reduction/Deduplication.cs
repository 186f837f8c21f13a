using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Reduction;

/// <summary>Takes repeated events out of a log.</summary>
/// <remarks>Reducers need no such help: they take each id once, and record where one came with more than one content.</remarks>
public static class Deduplication
{
    /// <summary>Keeps the first event of each id.</summary>
    /// <param name="events">The events.</param>
    /// <returns>The same events in the order given, each id once.</returns>
    public static EquatableList<Event> ByEventId(IEnumerable<Event> events) => events.DistinctBy(value => value.EventId).ToEquatableList();
}
