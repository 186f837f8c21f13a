using System.ComponentModel.DataAnnotations;
using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Invites somebody to a mission.</summary>
internal sealed record InviteRequest
{
    /// <summary>A person or a context of a model.</summary>
    public required ParticipantType ParticipantType { get; init; }

    /// <summary>The name shown to people.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? DisplayName { get; init; }

    /// <summary>The participant who invites, one of the caller's own; left out, the one that the caller takes part as, or else the caller.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? InvitedBy { get; init; }
}
