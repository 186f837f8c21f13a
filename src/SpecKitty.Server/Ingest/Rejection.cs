namespace SpecKitty.Server.Ingest;

/// <summary>Why an event is not taken in.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Reason">For people: the field, the rule, what arrived and what to do.</param>
internal sealed record Rejection(RejectionCode Code, string Reason);
