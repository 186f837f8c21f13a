namespace SpecKitty.Server.Ingest;

/// <summary>Why there is no batch to speak of.</summary>
/// <param name="Status">The HTTP status: 400, 413 or 415.</param>
/// <param name="Error">What is wrong, in a few words.</param>
/// <param name="Details">The rule, what arrived and what to do.</param>
internal sealed record BatchFault(int Status, string Error, string Details);
