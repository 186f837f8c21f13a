namespace SpecKitty.Fuzz.Engine;

/// <summary>An input that made a target fail.</summary>
/// <param name="Input">The input.</param>
/// <param name="What">The exception with its place, or the time that the target did not return within.</param>
internal sealed record FuzzFault(byte[] Input, string What);
