namespace SpecKitty.Server.Ingest;

/// <summary>What became of one event of a batch.</summary>
/// <param name="EventId">The event, as it is written; what stood in its place when that was no id; null when nothing did.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Rejection">Why it was rejected; null when it was not.</param>
internal sealed record IngestResult(string? EventId, IngestStatus Status, Rejection? Rejection = null)
{
    /// <summary>The result of an event that is not taken in.</summary>
    public static IngestResult Rejected(string? eventId, Rejection rejection) => new(eventId, IngestStatus.Rejected, rejection);
}
