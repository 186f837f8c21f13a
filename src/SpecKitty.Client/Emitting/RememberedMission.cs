namespace SpecKitty.Client.Emitting;

/// <summary>A mission that this machine has made or joined.</summary>
/// <param name="ProjectUuid">The project of the mission.</param>
/// <param name="MissionId">The mission.</param>
/// <param name="Title">Its title; null when it was joined without being told.</param>
/// <param name="CorrelationId">The ULID of the mission's run, carried by every event of the mission; null when the server did not say.</param>
/// <param name="Participants">Those who were joined from this machine, in the order of joining.</param>
public sealed record RememberedMission(
    Guid ProjectUuid,
    string MissionId,
    string? Title,
    string? CorrelationId,
    IReadOnlyList<JoinedParticipant> Participants);
