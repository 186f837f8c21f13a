namespace SpecKitty.Client.Emitting;

/// <summary>The clock at one moment.</summary>
/// <param name="Value">The Lamport clock, 0 or more.</param>
/// <param name="NodeId">Which node's clock it is: 12 lower-case hexadecimal digits.</param>
public sealed record ClockReading(long Value, string NodeId);
