using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A mission.</summary>
internal sealed record MissionAnswer
{
    /// <summary>The id, unique in the project.</summary>
    public required string MissionId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>The ULID of its run, which every collaboration event of it carries.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The principal who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The answer for a mission of the store.</summary>
    public static MissionAnswer Of(MissionRecord mission) => new()
    {
        MissionId = mission.MissionId,
        ProjectUuid = mission.ProjectId,
        Title = mission.Title,
        CorrelationId = mission.CorrelationId,
        CreatedBy = mission.CreatedBy,
        CreatedAt = mission.CreatedAt,
    };
}
