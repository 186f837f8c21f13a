using System.ComponentModel.DataAnnotations;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Makes a mission.</summary>
internal sealed record CreateMissionRequest
{
    /// <summary>The id, unique in the project: letters, digits and . _ ~ : - , beginning with a letter or digit; left out, the server makes a ULID.</summary>
    [StringLength(128, MinimumLength = 1)]
    public string? MissionId { get; init; }

    /// <summary>The project; one that nobody has registered is registered to the default_team of the caller.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>What it is called; not blank.</summary>
    [StringLength(200, MinimumLength = 1)]
    public required string Title { get; init; }
}
