namespace SpecKitty.Server.Ingest;

/// <summary>A batch as it came: each event's own bytes, or why there is no batch.</summary>
/// <param name="Events">One JSON text an event, in request order; empty when there is a fault.</param>
/// <param name="Fault">Why there is no batch.</param>
internal sealed record BatchBody(IReadOnlyList<ReadOnlyMemory<byte>> Events, BatchFault? Fault)
{
    public static BatchBody Faulty(int status, string error, string details) => new([], new BatchFault(status, error, details));
}
