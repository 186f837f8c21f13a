using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Accounts;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Registers a project to a team.</summary>
internal sealed record RegisterProjectRequest
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The team; the default_team of the caller when it is left out.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? TeamSlug { get; init; }

    /// <summary>What the team calls it.</summary>
    [StringLength(AccountRules.LongestName, MinimumLength = 1)]
    public string? Name { get; init; }
}
