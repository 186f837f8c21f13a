using System.ComponentModel.DataAnnotations;
using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Joins a mission.</summary>
internal sealed record JoinRequest
{
    /// <summary>A person or a context of a model; needed without <c>participant_id</c>.</summary>
    public ParticipantType? ParticipantType { get; init; }

    /// <summary>The name shown to people; left out with <c>participant_id</c>, the known one stays.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? DisplayName { get; init; }

    /// <summary>An invited participant, or one of the caller's own that has left; left out, the server mints a new one.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? ParticipantId { get; init; }
}
