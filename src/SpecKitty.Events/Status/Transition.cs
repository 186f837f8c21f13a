using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;

namespace SpecKitty.Events.Status;

/// <summary>A transition that waits for the end of its tick.</summary>
/// <param name="Event">Its event.</param>
/// <param name="Payload">Its valid payload.</param>
/// <param name="IsContested">Whether its id came with more than one content.</param>
internal sealed record Transition(Event Event, StatusTransitionPayload Payload, bool IsContested)
{
    /// <summary>Whether a review sends the work package back; such a transition goes last in its group, so that it wins.</summary>
    public bool IsRollback => Payload is { FromLane: Lane.ForReview, ToLane: Lane.InProgress, ReviewRef: not null };
}
