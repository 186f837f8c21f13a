using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Board;

/// <summary>A move of the wire as the fold remembers it.</summary>
/// <param name="EventId">The event.</param>
/// <param name="CausationId">The event that caused it, where it names one.</param>
/// <param name="NodeId">The node that emitted it.</param>
/// <param name="At">When it happened, as its emitter says.</param>
/// <param name="Previous">The lane that it leaves.</param>
/// <param name="Entered">The lane that it enters.</param>
internal sealed record WireMove(EventId EventId, EventId? CausationId, string NodeId, EventTimestamp At, WireLane Previous, WireLane Entered)
{
    public static WireMove Of(Event value, WireLane previous, WireLane entered)
        => new(value.EventId, value.CausationId, value.NodeId, value.Timestamp, previous, entered);
}
