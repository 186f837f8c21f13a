namespace SpecKitty.Server.Api.Messages;

/// <summary>What a participant token is for.</summary>
internal sealed record ScopeAnswer
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The mission, and no other.</summary>
    public required string MissionId { get; init; }

    /// <summary>The participant that its bearer acts as.</summary>
    public required string ParticipantId { get; init; }
}
