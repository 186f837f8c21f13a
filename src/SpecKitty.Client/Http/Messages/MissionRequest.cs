namespace SpecKitty.Client.Http.Messages;

/// <summary>Makes a mission.</summary>
internal sealed record MissionRequest(Guid ProjectUuid, string Title, string? MissionId = null);

/// <summary>Joins a mission.</summary>
internal sealed record JoinRequest(string? ParticipantType, string? DisplayName, string? ParticipantId = null);
