namespace SpecKitty.Server.Storage;

/// <summary>A delivery that has failed and is tried again, the same each time.</summary>
/// <param name="DeliveryId">Its id, a ULID, by which the receiver knows it again.</param>
/// <param name="UpTo">The sequence of its last event.</param>
/// <param name="Attempts">How often it has failed.</param>
/// <param name="BeganAt">When it was first tried.</param>
/// <param name="NextAt">When to try again.</param>
/// <param name="Error">Why the last attempt failed.</param>
public sealed record WebhookPending(string DeliveryId, long UpTo, int Attempts, DateTimeOffset BeganAt, DateTimeOffset NextAt, string Error)
{
    /// <summary>When it was first tried, to the millisecond.</summary>
    public DateTimeOffset BeganAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(BeganAt);

    /// <summary>When to try again, to the millisecond.</summary>
    public DateTimeOffset NextAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(NextAt);
}
