using System.ComponentModel.DataAnnotations;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Changes what the caller has chosen.</summary>
internal sealed record ChangeMeRequest
{
    /// <summary>The team that new projects go to: one in which the caller may write.</summary>
    [StringLength(64, MinimumLength = 1)]
    public required string DefaultTeam { get; init; }
}
