using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;

namespace SpecKitty.Events.Status;

/// <summary>A transition that was not applied, or whose id was contested.</summary>
/// <param name="EventId">The event.</param>
/// <param name="WpId">The work package; <c>&lt;unknown&gt;</c> when the payload names none.</param>
/// <param name="FromLane">The lane that it leaves, where the payload names one.</param>
/// <param name="ToLane">The lane that it enters, where the payload names one.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Reason">For a person: what is wrong.</param>
public sealed record TransitionAnomaly(EventId EventId, string WpId, Lane? FromLane, Lane? ToLane, StatusAnomalyCode Code, string Reason)
{
    /// <summary>Stands for a work package that the payload does not name.</summary>
    public const string UnknownWorkPackage = "<unknown>";
}
