using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Causality;

/// <summary>Puts causes before their effects.</summary>
public static class TopologicalSort
{
    /// <summary>Orders events so that each comes after the one that <see cref="Event.CausationId"/> names.</summary>
    /// <remarks>Breadth first: events without a cause in the list, in the order given, then what these caused, and so on; effects of one cause keep the order given.</remarks>
    /// <param name="events">The events, in any order. A cause that is not among them counts as none.</param>
    /// <returns>The same events, causes first.</returns>
    /// <exception cref="CyclicDependencyException">Events cause each other or themselves, or an id comes twice, so that there is no such order.</exception>
    public static EquatableList<Event> Sort(IEnumerable<Event> events)
    {
        Event[] given = [.. events];
        RefuseRepeated(given);
        var known = given.Select(item => item.EventId).ToHashSet();
        var effects = given.Where(HasCause).ToLookup(item => item.CausationId!.Value);

        var sorted = new List<Event>(given.Length);
        sorted.AddRange(given.Where(item => !HasCause(item)));
        for (var next = 0; next < sorted.Count; next++)
        {
            sorted.AddRange(effects[sorted[next].EventId]);
        }

        if (sorted.Count < given.Length)
        {
            var reached = sorted.Select(item => item.EventId).ToHashSet();
            throw CyclicDependencyException.OfCycle([.. given.Select(item => item.EventId).Where(id => !reached.Contains(id))]);
        }

        return sorted.ToEquatableList();

        bool HasCause(Event item) => item.CausationId is { } cause && known.Contains(cause);
    }

    private static void RefuseRepeated(Event[] given)
    {
        EquatableList<EventId> repeated = [.. given.CountBy(item => item.EventId).Where(count => count.Value > 1).Select(count => count.Key)];
        if (repeated.Count > 0)
        {
            throw CyclicDependencyException.OfRepeated(repeated);
        }
    }
}
