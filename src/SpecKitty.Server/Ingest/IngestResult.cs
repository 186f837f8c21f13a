namespace SpecKitty.Server.Ingest;

/// <summary>What became of one event of a batch.</summary>
/// <param name="EventId">The event, as it is written; what stood in its place when that was no id; null when nothing did.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Error">Why it was rejected: the field, the rule, what arrived and what to do.</param>
internal sealed record IngestResult(string? EventId, IngestStatus Status, string? Error = null);
