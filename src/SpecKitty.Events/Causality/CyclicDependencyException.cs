using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Causality;

/// <summary>Events have no order of causes before effects: they cause each other in a circle, or an id comes twice.</summary>
public sealed class CyclicDependencyException : SpecKittyEventsException
{
    /// <summary>Makes an exception without a message.</summary>
    public CyclicDependencyException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public CyclicDependencyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public CyclicDependencyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private CyclicDependencyException(string message, EquatableList<EventId> eventIds)
        : base(message) => EventIds = eventIds;

    /// <summary>The events that could not be ordered, those behind the circle included; or the ids that come twice.</summary>
    public EquatableList<EventId> EventIds { get; } = EquatableList<EventId>.Empty;

    internal static CyclicDependencyException OfCycle(EquatableList<EventId> unsorted)
        => new($"{Events(unsorted.Count)} cannot be ordered, because following causation_id leads round in a circle ({unsorted[0]} is one): correct causation_id.", unsorted);

    internal static CyclicDependencyException OfRepeated(EquatableList<EventId> repeated)
        => new($"{Events(repeated.Count)} cannot be ordered, because the same event_id comes more than once ({repeated[0]} is one): drop the duplicates first.", repeated);

    private static string Events(int count) => count == 1 ? "1 event" : $"{count} events";
}
