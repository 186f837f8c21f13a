using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Missions;

/// <summary>What a mission amounts to at one moment, everything in it durable.</summary>
/// <param name="Sequence">The project's sequence of the mission's newest event; 0 while it has none.</param>
/// <param name="LamportClock">The greatest clock of its events; 0 while it has none.</param>
/// <param name="State">The permissive reduction of its events.</param>
internal sealed record MissionSnapshot(long Sequence, long LamportClock, CollaborationState State);
