namespace SpecKitty.Client.Syncing;

/// <summary>A round of a loop that did something, or met something that was not told before.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Summary">What it did, and what stopped it if something did.</param>
/// <param name="Notice">What the user must hear about the queue's file; null when all is well.</param>
/// <param name="NextTry">After how long the loop tries again because the round could not do all; null when it waits for new events.</param>
public sealed record SyncRound(DateTimeOffset At, SyncSummary Summary, string? Notice, TimeSpan? NextTry);
