using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Api.Messages;

/// <summary>How far a project's Lamport clock has come.</summary>
internal sealed record ProjectClockAnswer
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The greatest clock of its events, those of missions included; 0 while it has none.</summary>
    public required long LamportClock { get; init; }

    public static ProjectClockAnswer Of(ProjectClock clock) => new() { ProjectUuid = clock.ProjectId, LamportClock = clock.LamportClock };
}
