using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;

namespace SpecKitty.Server.Projections;

/// <summary>What a mission amounts to at one moment, everything in it durable.</summary>
/// <param name="Sequence">The project's sequence of the mission's newest event; 0 while it has none.</param>
/// <param name="LamportClock">The greatest clock of its events; 0 while it has none.</param>
/// <param name="State">The permissive reduction of its collaboration events.</param>
/// <param name="Lifecycle">The reduction of its lifecycle events and the canonical transitions of its work packages.</param>
internal sealed record MissionSnapshot(long Sequence, long LamportClock, CollaborationState State, LifecycleState Lifecycle);
