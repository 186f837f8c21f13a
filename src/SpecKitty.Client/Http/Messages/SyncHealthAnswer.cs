namespace SpecKitty.Client.Http.Messages;

/// <summary>What the server says about itself to producers, as far as they need it.</summary>
/// <param name="Limits">How much it takes; null when it does not say.</param>
/// <param name="ProjectClocks">The clocks of the projects that were asked for; null when it does not say.</param>
internal sealed record SyncHealthAnswer(SyncLimitsAnswer? Limits = null, IReadOnlyList<ProjectClockAnswer?>? ProjectClocks = null);

/// <summary>The bounds of a batch.</summary>
/// <param name="Events">The most events.</param>
/// <param name="CompressedBytes">The most bytes after compression.</param>
/// <param name="Bytes">The most bytes before compression.</param>
/// <param name="EventBytes">The most bytes of one event.</param>
internal sealed record SyncLimitsAnswer(long? Events = null, long? CompressedBytes = null, long? Bytes = null, long? EventBytes = null);
