namespace SpecKitty.Client.Http.Messages;

/// <summary>What the server did with each event of a batch.</summary>
/// <param name="Results">One for each event, in the order of the request.</param>
/// <param name="LamportClock">A clock that the producer takes in; null when the server gave none.</param>
public sealed record BatchAnswer(IReadOnlyList<BatchResult> Results, long? LamportClock = null);
