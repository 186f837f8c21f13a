namespace SpecKitty.Server.Storage;

/// <summary>A refresh token as it is kept: never the token, only its hash and what it was made of.</summary>
/// <param name="TokenHash">SHA-256 of the token.</param>
/// <param name="TokenId">The token's own id.</param>
/// <param name="Family">The sign-in that the token descends from; reuse revokes the whole family.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="KeyId">The signing key that signed it; with the other members it gives the same token again.</param>
/// <param name="IssuedAt">When it was made, whole seconds.</param>
/// <param name="ExpiresAt">When it ends, whole seconds.</param>
public sealed record RefreshTokenRecord(
    ReadOnlyMemory<byte> TokenHash,
    string TokenId,
    string Family,
    string UserId,
    string KeyId,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>When it was made, whole seconds.</summary>
    public DateTimeOffset IssuedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(IssuedAt);

    /// <summary>When it ends, whole seconds.</summary>
    public DateTimeOffset ExpiresAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(ExpiresAt);
}
