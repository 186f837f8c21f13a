using SpecKitty.Events.Board;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A project's board at one moment.</summary>
internal sealed record BoardAnswer
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The project's sequence of the newest event on the board; 0 when there is none.</summary>
    public required long Sequence { get; init; }

    /// <summary>The work packages by canonical lane: planned, claimed, in_progress, for_review, done, blocked, canceled.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<BoardPlace>> Lanes { get; init; }

    /// <summary>The work packages by the lane that travels on the wire: planned, doing, for_review, done.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<BoardPlace>> SyncLanes { get; init; }

    /// <summary>The reduction, a BoardState of the contract: features, work packages with their history, anomalies.</summary>
    public required RawJson<BoardState> Board { get; init; }
}
