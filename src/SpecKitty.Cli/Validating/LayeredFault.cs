using System.Text.Json;
using SpecKitty.Cli.Output;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Validating;

/// <summary>One fault in the list of a line, and the layer that found it.</summary>
/// <param name="Error">The fault.</param>
/// <param name="Layer"><c>envelope</c>, <c>model</c> or <c>schema</c>; <c>line</c> for a line of a batch that holds nothing to validate.</param>
internal readonly record struct LayeredFault(ContractError Error, string Layer)
{
    private const string LineLayer = "line";

    /// <summary>What the validator found.</summary>
    public static LayeredFault Of(ValidationFault fault) => new(fault.Error, Vocabulary<ValidationLayer>.Instance.TextOf(fault.Layer));

    /// <summary>What is wrong with a line of a batch itself.</summary>
    public static LayeredFault OfLine(ContractErrorCode code, string path, string message) => new(new ContractError(code, path, message), LineLayer);

    /// <summary>Writes the members <c>valid</c> and <c>errors</c>.</summary>
    public static void WriteVerdict(Utf8JsonWriter json, IReadOnlyCollection<LayeredFault> faults)
    {
        json.WriteBoolean("valid", faults.Count == 0);
        json.WriteStartArray("errors");
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            FaultJson.WriteMembers(json, fault.Error);
            json.WriteString("layer", fault.Layer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
