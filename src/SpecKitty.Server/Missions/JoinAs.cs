using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Missions;

/// <summary>As whom somebody wants to join.</summary>
/// <param name="ParticipantId">An invited participant, or one that has left; null for a new one.</param>
/// <param name="Type">What a new participant is; null only when <paramref name="ParticipantId"/> is not.</param>
/// <param name="DisplayName">The name shown to people; null to keep the known one, or to have none.</param>
internal sealed record JoinAs(string? ParticipantId, ParticipantType? Type, string? DisplayName);
