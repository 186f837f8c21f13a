using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Missions;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Makes a token for a participant.</summary>
internal sealed record CreateParticipantTokenRequest
{
    /// <summary>How many hours it is good; 12 when it is left out.</summary>
    [Range(1, ParticipantTokenService.MostHours)]
    public int? ExpiresInHours { get; init; }
}
