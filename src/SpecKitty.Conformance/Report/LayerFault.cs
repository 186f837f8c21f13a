using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Report;

/// <summary>A fault, and which layer found it where.</summary>
/// <param name="Line">The line of the file, from 1; null when the file is one value.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Error">The fault.</param>
public sealed record LayerFault(int? Line, ValidationLayer Layer, ContractError Error);
