using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Creates an invitation to a team.</summary>
internal sealed record CreateInvitationRequest
{
    /// <summary>The role that accepting it gives.</summary>
    public required TeamRole Role { get; init; }

    /// <summary>The only user who can accept it, who then also sees it without the link; anyone who has the link when it is left out. Whether there is such a user makes no difference.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string? Username { get; init; }

    /// <summary>Whether the first acceptance closes it; true when it is left out. One that names a user is always for a single use.</summary>
    public bool? SingleUse { get; init; }

    /// <summary>After how many days it expires; 7 when it is left out.</summary>
    [Range(1, InvitationService.MostDays)]
    public int? ExpiresInDays { get; init; }
}
