using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Reduction;

/// <summary>A log at one moment, in reducer order.</summary>
/// <remarks>It holds the log and not the state alone, because a late event may belong anywhere in it.</remarks>
/// <param name="Events">The events, in reducer order, each id once.</param>
/// <param name="ContestedEventIds">The ids that came with more than one content, in order.</param>
public sealed record LogSnapshot(EquatableList<Event> Events, EquatableList<EventId> ContestedEventIds)
{
    internal static LogSnapshot Of<TFold, TMark>(OrderedFold<TFold, TMark> fold)
        where TFold : class, IFold<TMark>
        => new(fold.Log.ToEquatableList(), fold.Contested.Order().ToEquatableList());
}
