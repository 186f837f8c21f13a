namespace SpecKitty.Server.Ingest;

/// <summary>Somebody sends too much.</summary>
/// <param name="Limit">Which limit, for metrics: <c>principal_requests</c>, <c>principal_events</c>, <c>team_requests</c> or <c>team_events</c>.</param>
/// <param name="RetryAfterSeconds">After how many seconds the same would be taken; at least 1.</param>
/// <param name="Details">Which limit, and when to try again.</param>
internal sealed record RateRefusal(string Limit, int RetryAfterSeconds, string Details);
