using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Telemetry;

/// <summary>What became of a batch, in numbers for the log.</summary>
/// <param name="Succeeded">Events that were taken in.</param>
/// <param name="Duplicates">Events that were known.</param>
/// <param name="Rejected">Events that were rejected.</param>
internal sealed record BatchCounts(int Succeeded, int Duplicates, int Rejected)
{
    public static BatchCounts Of(IReadOnlyList<IngestResult> results) => new(
        results.Count(result => result.Status == IngestStatus.Success),
        results.Count(result => result.Status == IngestStatus.Duplicate),
        results.Count(result => result.Status == IngestStatus.Rejected));
}
