using SpecKitty.Events.Board;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Values;
using SpecKitty.Server.Projections;

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

    /// <summary>The answer for a project at a moment.</summary>
    public static BoardAnswer Of(Guid projectId, BoardSnapshot snapshot) => new()
    {
        ProjectUuid = projectId,
        Sequence = snapshot.Sequence,
        Lanes = ByLane(snapshot, Vocabulary<Lane>.Instance.Words, package => package.Lane.ToText()),
        SyncLanes = ByLane(snapshot, Vocabulary<SyncLane>.Instance.Words, package => package.SyncLane.ToText()),
        Board = new RawJson<BoardState>(ContractJson.Write(snapshot.Board)),
    };

    // Every lane is there, the empty ones too: whoever draws a board wants its columns.
    private static Dictionary<string, IReadOnlyList<BoardPlace>> ByLane(BoardSnapshot snapshot, IEnumerable<string> lanes, Func<BoardWorkPackage, string> laneOf)
    {
        var packages = snapshot.Board.WorkPackages.ToLookup(laneOf, package => new BoardPlace { FeatureSlug = package.FeatureSlug, WpId = package.WpId, Title = package.Title });
        return lanes.ToDictionary(lane => lane, IReadOnlyList<BoardPlace> (lane) => [.. packages[lane]], StringComparer.Ordinal);
    }
}
