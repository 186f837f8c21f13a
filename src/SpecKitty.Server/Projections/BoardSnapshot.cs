using SpecKitty.Events.Board;

namespace SpecKitty.Server.Projections;

/// <summary>What a project's board amounts to at one moment, everything in it durable.</summary>
/// <param name="Sequence">The project's sequence of the newest event on it; 0 while there is none.</param>
/// <param name="Board">The reduction of the project's work-package, feature and gate events.</param>
internal sealed record BoardSnapshot(long Sequence, BoardState Board);
