using System.Text;
using System.Text.Json.Nodes;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>Holds JSON to the schemas of a description, with the evaluator of the library.</summary>
internal sealed class DocumentedSchema(ApiDocument document)
{
    // Whoever sends envelopes adds members of their own; what the server makes has those that are described and no other.
    private const string Open = "Event";

    private readonly Dictionary<string, CompiledSchema> _compiled = new(StringComparer.Ordinal);

    public IReadOnlyList<SchemaViolation> Check(JsonNode schema, byte[] instance, bool isClosed = true)
    {
        var key = $"{isClosed} {schema.ToJsonString()}";
        if (!_compiled.TryGetValue(key, out var compiled))
        {
            compiled = Compile(schema, isClosed);
            _compiled.Add(key, compiled);
        }

        return compiled.Evaluate(instance);
    }

    private CompiledSchema Compile(JsonNode schema, bool isClosed)
    {
        var definitions = document.Schemas.DeepClone().AsObject();
        if (isClosed)
        {
            foreach (var (_, definition) in definitions.Where(entry => entry.Key != Open))
            {
                Close(definition!.AsObject());
            }
        }

        var whole = new JsonObject { ["$defs"] = definitions, ["allOf"] = new JsonArray(schema.DeepClone()) };
        var text = whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        return CompiledSchema.Compile(Encoding.UTF8.GetBytes(text), new SchemaOptions { AssertFormats = true });
    }

    private static void Close(JsonObject schema)
    {
        if (schema["properties"] is not null)
        {
            schema["additionalProperties"] ??= false;
        }
    }
}
