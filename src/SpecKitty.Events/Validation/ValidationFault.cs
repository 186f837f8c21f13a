namespace SpecKitty.Events.Validation;

/// <summary>One fault, and the layer that found it.</summary>
/// <param name="Error">The fault.</param>
/// <param name="Layer">The layer.</param>
public sealed record ValidationFault(ContractError Error, ValidationLayer Layer);
