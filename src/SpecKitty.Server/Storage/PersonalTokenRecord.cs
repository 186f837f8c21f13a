namespace SpecKitty.Server.Storage;

/// <summary>A personal access token as it is kept: never the token, only its hash.</summary>
/// <param name="TokenId">Its public name, a ULID.</param>
/// <param name="TokenHash">SHA-256 of the token.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Name">What its user calls it.</param>
/// <param name="Rights">What it lets its bearer do; never <see cref="TokenRights.Account"/>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="LastUsedAt">When it was last used, give or take an hour; null when never.</param>
public sealed record PersonalTokenRecord(
    string TokenId,
    ReadOnlyMemory<byte> TokenHash,
    string UserId,
    string Name,
    TokenRights Rights,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt)
{
    /// <summary>When it was made, to the millisecond.</summary>
    public DateTimeOffset CreatedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(CreatedAt);

    /// <summary>When it ends, to the millisecond.</summary>
    public DateTimeOffset ExpiresAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(ExpiresAt);

    /// <summary>When it was last used, give or take an hour, to the millisecond; null when never.</summary>
    public DateTimeOffset? LastUsedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(LastUsedAt);
}
