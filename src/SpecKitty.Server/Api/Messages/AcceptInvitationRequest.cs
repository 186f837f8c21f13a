using System.ComponentModel.DataAnnotations;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Accepts the invitation of a link.</summary>
internal sealed record AcceptInvitationRequest
{
    /// <summary>The secret of the link.</summary>
    [StringLength(200, MinimumLength = 1)]
    public required string Secret { get; init; }
}
