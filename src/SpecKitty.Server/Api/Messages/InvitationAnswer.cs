using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>An open invitation to a team, without the secret of its link.</summary>
internal sealed record InvitationAnswer
{
    /// <summary>Its public name, a ULID.</summary>
    public required string InvitationId { get; init; }

    /// <summary>The team.</summary>
    public required string TeamSlug { get; init; }

    /// <summary>The role that accepting it gives.</summary>
    public required TeamRole Role { get; init; }

    /// <summary>The only user who can accept it, as the admin wrote the name; null for anyone who has the link.</summary>
    public string? Username { get; init; }

    /// <summary>Whether the first acceptance closes it.</summary>
    public required bool SingleUse { get; init; }

    /// <summary>How many users have accepted it.</summary>
    public required int Uses { get; init; }

    /// <summary>The name of the admin who created it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The response for an invitation.</summary>
    public static InvitationAnswer Of(InvitationRecord invitation) => new()
    {
        InvitationId = invitation.InvitationId,
        TeamSlug = invitation.TeamSlug,
        Role = invitation.Role,
        Username = invitation.Username,
        SingleUse = invitation.IsSingleUse,
        Uses = invitation.Uses,
        CreatedBy = invitation.CreatedByName,
        CreatedAt = invitation.CreatedAt,
        ExpiresAt = invitation.ExpiresAt,
    };
}
