namespace SpecKitty.Server.Ingest;

/// <summary>Somebody sends too much.</summary>
/// <param name="RetryAfterSeconds">After how many seconds the same would be taken; at least 1.</param>
/// <param name="Details">Which limit, and when to try again.</param>
internal sealed record RateRefusal(int RetryAfterSeconds, string Details);
