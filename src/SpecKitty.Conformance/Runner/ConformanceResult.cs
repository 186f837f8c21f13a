using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Runner;

/// <summary>What each layer says of one input.</summary>
/// <param name="Faults">Every fault with the layer that found it.</param>
/// <param name="Layers">The layers that looked. The schema layer does not when the text is not clean JSON, or when no schema is known for it.</param>
public sealed record ConformanceResult(EquatableList<ValidationFault> Faults, EquatableList<ValidationLayer> Layers)
{
    /// <summary>Whether no layer found a fault.</summary>
    public bool IsValid => Faults.Count == 0;

    /// <summary>What the reading of the envelope found.</summary>
    public EquatableList<ContractError> EnvelopeViolations => Of(ValidationLayer.Envelope);

    /// <summary>What the typed model found.</summary>
    public EquatableList<ContractError> ModelViolations => Of(ValidationLayer.Model);

    /// <summary>What the JSON Schema found.</summary>
    public EquatableList<ContractError> SchemaViolations => Of(ValidationLayer.Schema);

    private EquatableList<ContractError> Of(ValidationLayer layer)
        => Faults.Where(fault => fault.Layer == layer).Select(fault => fault.Error).ToEquatableList();
}
