using SpecKitty.Events.Envelope;
using SpecKitty.Events.Status;

namespace SpecKitty.Events.Lifecycle;

/// <summary>A place in a lifecycle fold.</summary>
/// <param name="Mission">The mission before the open tick.</param>
/// <param name="Open">The mission's events of the open tick.</param>
/// <param name="WorkPackages">The place in the fold of the work packages.</param>
internal sealed record LifecycleMark(MissionProgress Mission, Event[] Open, StatusMark WorkPackages);
