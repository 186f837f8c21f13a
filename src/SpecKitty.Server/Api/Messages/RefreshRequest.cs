using System.ComponentModel.DataAnnotations;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Shows a refresh token, to trade it for the next pair or to end it.</summary>
internal sealed record RefreshRequest
{
    /// <summary>The refresh token.</summary>
    [StringLength(4096, MinimumLength = 1)]
    public required string Refresh { get; init; }
}
