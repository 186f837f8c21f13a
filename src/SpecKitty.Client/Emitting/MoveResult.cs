using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Validation;

namespace SpecKitty.Client.Emitting;

/// <summary>What became of a move: queued, valid and not sent, or refused with every fault.</summary>
public sealed record MoveResult
{
    internal MoveResult(Lane? from, Lane to, Event queued) => (FromLane, ToLane, Event) = (from, to, queued);

    internal MoveResult(Lane? from, Lane to, MoveSuppression suppression) => (FromLane, ToLane, Suppression) = (from, to, suppression);

    internal MoveResult(IReadOnlyList<ContractError> faults, Lane? from) => (Faults, FromLane) = (faults, from);

    /// <summary>The event, on disk; null when nothing was queued.</summary>
    public Event? Event { get; }

    /// <summary>Why a valid move is not sent; null when it was queued or refused.</summary>
    public MoveSuppression? Suppression { get; }

    /// <summary>Every fault, <c>from_lane</c> and <c>to_lane</c> being the names of the lanes; empty when the move is valid.</summary>
    public IReadOnlyList<ContractError> Faults { get; } = [];

    /// <summary>The canonical lane that the package left, as it was given or remembered; null when there was none.</summary>
    public Lane? FromLane { get; }

    /// <summary>The canonical lane that it entered; null when the move was refused.</summary>
    public Lane? ToLane { get; }

    /// <summary>Whether the move keeps the rules, queued or not.</summary>
    public bool IsValid => Faults.Count == 0;
}
