namespace SpecKitty.Server.Storage;

/// <summary>A token for one participant of one mission as it is kept: never the token, only its hash.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="TokenHash">SHA-256 of the token.</param>
/// <param name="MissionId">The mission.</param>
/// <param name="ParticipantId">The participant that its bearer acts as.</param>
/// <param name="UserId">The user whom the participant is bound to.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="DeliversOnly">Whether it only delivers events, because the participant has left by itself.</param>
public sealed record ParticipantTokenRecord(
    Guid ProjectId,
    ReadOnlyMemory<byte> TokenHash,
    string MissionId,
    string ParticipantId,
    string UserId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    bool DeliversOnly = false)
{
    /// <summary>When it was made, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(CreatedAt);

    /// <summary>When it ends, to the millisecond.</summary>
    public DateTimeOffset ExpiresAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(ExpiresAt);
}
