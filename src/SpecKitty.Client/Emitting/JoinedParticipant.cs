namespace SpecKitty.Client.Emitting;

/// <summary>A participant that was joined to a mission from this machine.</summary>
/// <param name="ParticipantId">The id that the server minted.</param>
/// <param name="ParticipantType">human or llm_context.</param>
/// <param name="DisplayName">The name for people.</param>
public sealed record JoinedParticipant(string ParticipantId, string ParticipantType, string DisplayName);
