using System.Text.Encodings.Web;
using System.Text.Json;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Report;

/// <summary>Writes reports as JSON.</summary>
internal static class JsonReport
{
    // Same bytes on every system: a report may be committed and compared.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(ConformanceReport report, Stream destination)
    {
        using (var json = new Utf8JsonWriter(destination, Options))
        {
            json.WriteStartObject();
            json.WriteString("manifest_version"u8, report.ManifestVersion.ToString());
            json.WriteString("contract_version"u8, report.ContractVersion.ToString());
            json.WriteNumber("total"u8, report.Outcomes.Count);
            json.WriteNumber("passed"u8, report.Passed);
            json.WriteNumber("failed"u8, report.Failed);
            json.WriteNumber("not_applicable"u8, report.NotApplicable);
            json.WriteStartArray("fixtures"u8);
            foreach (var outcome in report.Outcomes)
            {
                Write(json, outcome);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        destination.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, FixtureOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, outcome.Fixture.Id);
        json.WriteString("path"u8, outcome.Fixture.Path);
        json.WriteString("kind"u8, Vocabulary<FixtureKind>.Instance.TextOf(outcome.Fixture.Kind));
        json.WriteString("status"u8, Vocabulary<FixtureStatus>.Instance.TextOf(outcome.Status));
        json.WriteString("expected"u8, outcome.Expected);
        json.WriteString("actual"u8, outcome.Actual);
        json.WriteStartArray("differences"u8);
        foreach (var difference in outcome.Differences)
        {
            json.WriteStringValue(difference);
        }

        json.WriteEndArray();
        json.WriteStartArray("layers"u8);
        foreach (var layer in outcome.Layers)
        {
            Write(json, layer, [.. outcome.Faults.Where(fault => fault.Layer == layer)]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ValidationLayer layer, LayerFault[] faults)
    {
        json.WriteStartObject();
        json.WriteString("layer"u8, Vocabulary<ValidationLayer>.Instance.TextOf(layer));
        json.WriteBoolean("valid"u8, faults.Length == 0);
        json.WriteStartArray("faults"u8);
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            if (fault.Line is { } line)
            {
                json.WriteNumber("line"u8, line);
            }

            json.WriteString("code"u8, Vocabulary<ContractErrorCode>.Instance.TextOf(fault.Error.Code));
            json.WriteString("path"u8, fault.Error.Path);
            json.WriteString("message"u8, fault.Error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
