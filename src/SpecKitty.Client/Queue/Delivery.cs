namespace SpecKitty.Client.Queue;

/// <summary>What became of one leased row.</summary>
/// <param name="Position">The row.</param>
/// <param name="Rejection">Why the server rejected it; null when the server has it.</param>
public sealed record Delivery(long Position, Rejection? Rejection);

/// <summary>Why the server rejected an event.</summary>
/// <param name="Category">The error category, in the words of the contract.</param>
/// <param name="Reason">The server's own words.</param>
/// <param name="CostsAttempt">Whether it counts against the event; false when the fault lies elsewhere, such as a missing right.</param>
public sealed record Rejection(string Category, string Reason, bool CostsAttempt = true);
