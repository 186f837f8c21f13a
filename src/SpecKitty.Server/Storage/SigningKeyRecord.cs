namespace SpecKitty.Server.Storage;

/// <summary>A secret that tokens are signed with.</summary>
/// <param name="KeyId">Its name in the header of a token.</param>
/// <param name="Secret">The secret, 32 bytes.</param>
/// <param name="CreatedAt">When it was made, milliseconds kept.</param>
public sealed record SigningKeyRecord(string KeyId, ReadOnlyMemory<byte> Secret, DateTimeOffset CreatedAt)
{
    /// <summary>When it was made, milliseconds kept.</summary>
    public DateTimeOffset CreatedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(CreatedAt);
}
