using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>How much is going on in a mission. The numbers are null when too many missions of the list have changed to look at all of them; asking again has more.</summary>
internal sealed record MissionTemperatureAnswer
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>Its project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>When its newest event came; null while it has none.</summary>
    public required DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>How many take part.</summary>
    public required int? Participants { get; init; }

    /// <summary>How many of them drive.</summary>
    public required int? Drivers { get; init; }

    /// <summary>How many warnings wait for somebody's answer.</summary>
    public required int? OpenWarnings { get; init; }

    /// <summary>How many steps run.</summary>
    public required int? RunningSteps { get; init; }

    /// <summary>The answer for a mission.</summary>
    public static MissionTemperatureAnswer Of(MissionRecord mission, MissionTemperature temperature) => new()
    {
        MissionId = mission.MissionId,
        ProjectUuid = mission.ProjectId,
        LastActivityAt = temperature.LastActivityAt,
        Participants = temperature.Summary?.Participants,
        Drivers = temperature.Summary?.Drivers,
        OpenWarnings = temperature.Summary?.OpenWarnings,
        RunningSteps = temperature.Summary?.RunningSteps,
    };
}
