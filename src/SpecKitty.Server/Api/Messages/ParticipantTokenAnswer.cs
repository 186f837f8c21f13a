namespace SpecKitty.Server.Api.Messages;

/// <summary>A token for a participant that was just made.</summary>
internal sealed record ParticipantTokenAnswer
{
    /// <summary>The token, shown this once.</summary>
    public required string Token { get; init; }

    /// <summary>When it ends, if the participant does not leave before.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The participant that its bearer acts as.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission, and no other.</summary>
    public required string MissionId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }
}
