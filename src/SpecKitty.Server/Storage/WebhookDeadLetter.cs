namespace SpecKitty.Server.Storage;

/// <summary>A delivery that was given up.</summary>
/// <param name="WebhookId">The webhook.</param>
/// <param name="DeliveryId">Its id.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="AfterSequence">Its events come behind this sequence.</param>
/// <param name="UpTo">The sequence of its last event.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="BeganAt">When it was first tried.</param>
/// <param name="DiedAt">When it was given up.</param>
/// <param name="Error">Why the last attempt failed.</param>
/// <param name="IsRetrying">Whether somebody has asked to try it once more, and that has not been done yet.</param>
public sealed record WebhookDeadLetter(
    string WebhookId,
    string DeliveryId,
    Guid ProjectId,
    long AfterSequence,
    long UpTo,
    int Attempts,
    DateTimeOffset BeganAt,
    DateTimeOffset DiedAt,
    string Error,
    bool IsRetrying)
{
    /// <summary>When it was first tried, to the millisecond.</summary>
    public DateTimeOffset BeganAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(BeganAt);

    /// <summary>When it was given up, to the millisecond.</summary>
    public DateTimeOffset DiedAt { get; init => field = StoreTime.Of(value); } = StoreTime.Of(DiedAt);
}
