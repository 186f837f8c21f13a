namespace SpecKitty.Client.Http.Messages;

/// <summary>What the server answers to a join.</summary>
/// <param name="Participant">The participant that it minted.</param>
/// <param name="LamportClock">The clock of the join; the producer's next event must have a larger one.</param>
/// <param name="CorrelationId">The ULID of the mission's run; null when the server did not say.</param>
public sealed record JoinAnswer(ParticipantAnswer Participant, long LamportClock, string? CorrelationId = null);

/// <summary>A participant as the server knows it.</summary>
/// <param name="ParticipantId">The id that the server minted.</param>
/// <param name="ParticipantType">human or llm_context.</param>
/// <param name="DisplayName">The name for people; null when there is none.</param>
public sealed record ParticipantAnswer(string ParticipantId, string ParticipantType, string? DisplayName = null);

/// <summary>What the server answers when a participant leaves.</summary>
/// <param name="LamportClock">The clock of the leave; the producer takes it in.</param>
public sealed record LeaveAnswer(long LamportClock);
