namespace SpecKitty.Client.Queue;

/// <summary>The queue at one moment.</summary>
/// <param name="Pending">Events never rejected and not yet delivered.</param>
/// <param name="Failed">Events rejected at least once that will be tried again.</param>
/// <param name="Dead">Events that need a person.</param>
/// <param name="Delivered">Delivered events that are still kept.</param>
/// <param name="Limit">The most undelivered events that the queue takes.</param>
/// <param name="OldestUndelivered">When the oldest undelivered event was queued; null when there is none.</param>
/// <param name="LastDelivered">When an event was last delivered; null when none is kept.</param>
public sealed record QueueStatus(
    long Pending,
    long Failed,
    long Dead,
    long Delivered,
    long Limit,
    DateTimeOffset? OldestUndelivered,
    DateTimeOffset? LastDelivered)
{
    /// <summary>Events that no server has acknowledged.</summary>
    public long Undelivered => Pending + Failed + Dead;
}
