using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Manifest;

/// <summary>One fault that a layer has to find.</summary>
/// <param name="Line">The line of the file, from 1; null when the file is one value.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Code">The code.</param>
/// <param name="Path">The place, from the payload or the envelope on, as <see cref="ContractError.Path"/>.</param>
public sealed record ExpectedFault(int? Line, ValidationLayer Layer, ContractErrorCode Code, string Path);
