using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Api.Messages;

/// <summary>How far a mission's Lamport clock has come.</summary>
internal sealed record BatchMission
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The greatest clock of its events; 0 while it has none.</summary>
    public required long LamportClock { get; init; }

    public static BatchMission Of(MissionClock clock) => new() { ProjectUuid = clock.ProjectId, MissionId = clock.MissionId, LamportClock = clock.LamportClock };
}
