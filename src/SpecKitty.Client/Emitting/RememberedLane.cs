using SpecKitty.Events.Lanes;

namespace SpecKitty.Client.Emitting;

/// <summary>Where this machine has put a work package.</summary>
/// <param name="ProjectUuid">The project.</param>
/// <param name="FeatureSlug">The feature; null when it was never named.</param>
/// <param name="WpId">The work package.</param>
/// <param name="Lane">The text of its canonical lane; null when it was created here and not moved yet.</param>
internal sealed record RememberedLane(Guid ProjectUuid, string? FeatureSlug, string WpId, string? Lane)
{
    /// <summary>Where it stands for a move to a lane: what was only created counts as planned, except for the step into planned, which has no lane before it.</summary>
    public Lane? LaneBefore(Lane next)
    {
        if (Lane is null)
        {
            return next == Events.Lanes.Lane.Planned ? null : Events.Lanes.Lane.Planned;
        }

        return LaneMapping.TryNormalize(Lane, out var known) ? known : null;
    }
}
