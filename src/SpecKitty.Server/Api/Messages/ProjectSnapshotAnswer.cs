namespace SpecKitty.Server.Api.Messages;

/// <summary>The first message of a project's stream: how the project stands.</summary>
internal sealed record ProjectSnapshotAnswer
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The events that follow come after this sequence. What happened while the snapshot was taken may already stand on the board, and comes as an event nevertheless.</summary>
    public required long Sequence { get; init; }

    /// <summary>The project's missions, newest first, at most 100; <c>GET /api/v1/missions/</c> lists them all.</summary>
    public required IReadOnlyList<MissionAnswer> Missions { get; init; }

    /// <summary>The board.</summary>
    public required BoardAnswer Board { get; init; }
}
