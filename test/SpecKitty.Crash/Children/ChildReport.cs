namespace SpecKitty.Crash.Children;

/// <summary>What became of one child.</summary>
/// <param name="Number">The child.</param>
/// <param name="Kind">What it did.</param>
/// <param name="Acknowledged">What it said is on disk, in order.</param>
/// <param name="IsKilled">Whether the kill found it alive.</param>
/// <param name="Duplicates">How many events it sent that the server had already.</param>
/// <param name="Fault">What it complained about when it ended by itself and should not have; null when all is well.</param>
internal sealed record ChildReport(int Number, ChildKind Kind, IReadOnlyList<Acknowledgement> Acknowledged, bool IsKilled, int Duplicates, string? Fault);
