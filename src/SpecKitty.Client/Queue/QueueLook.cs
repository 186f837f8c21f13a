namespace SpecKitty.Client.Queue;

/// <summary>What a queue looks like to somebody who only looks.</summary>
/// <param name="Overview">The queue in numbers.</param>
/// <param name="Rejected">The first events that were rejected, in the order of queueing.</param>
/// <param name="Notice">What the user must hear about the file, such as that a damaged one was set aside; null when all is well.</param>
public sealed record QueueLook(QueueOverview Overview, IReadOnlyList<QueueEntry> Rejected, string? Notice);
