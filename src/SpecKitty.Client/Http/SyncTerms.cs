namespace SpecKitty.Client.Http;

/// <summary>What a server says before a sync.</summary>
/// <param name="Limits">How much it accepts in one batch.</param>
/// <param name="LatestClock">The largest clock of the projects that were asked for; null when it shows none.</param>
public sealed record SyncTerms(BatchLimits Limits, long? LatestClock);
