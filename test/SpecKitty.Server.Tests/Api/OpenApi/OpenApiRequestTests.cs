using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Server.Api;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>What the description says of a body is what is refused.</summary>
public sealed class OpenApiRequestTests
{
    private const string Messages = "SpecKitty.Server.Api.Messages.";

    [Fact]
    public async Task Bodies_OfEveryShape_AreRefusedByTheServerAsByTheDescription()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await ApiDocument.ReadAsync(server);
        var schemas = new DocumentedSchema(document);
        var (refused, taken) = (0, 0);

        foreach (var name in Requests(document))
        {
            var type = ApiJson.Options.GetTypeInfo(typeof(ApiJson).Assembly.GetType(Messages + name, throwOnError: true)!);
            var reference = new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
            foreach (var body in Bodies(document, document.Schemas[name]!.AsObject()))
            {
                var text = body.ToJsonString();
                var isDescribed = schemas.Check(reference, Encoding.UTF8.GetBytes(text), isClosed: false).Count == 0;
                var faults = BodyCheck.FindFaults(JsonSerializer.Deserialize<JsonElement>(text), type);

                faults.Count.ShouldBe(isDescribed ? 0 : Math.Max(faults.Count, 1), $"{name}: {text}: {string.Join(' ', faults)}");
                (refused, taken) = isDescribed ? (refused, taken + 1) : (refused + 1, taken);
            }
        }

        refused.ShouldBeGreaterThan(100);
        taken.ShouldBeGreaterThan(30);
    }

    // The batch is read as a stream: its limits are asked for over HTTP.
    private static IEnumerable<string> Requests(ApiDocument document)
    {
        var names = document.Operations
            .Where(operation => operation.TakesBody)
            .Select(operation => operation.Json["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>().Split('/')[^1])
            .Distinct()
            .ToList();
        names.ShouldContain("BatchRequest");
        names.Count.ShouldBeGreaterThan(10);
        return names.Where(name => name != "BatchRequest");
    }

    private static IEnumerable<JsonObject> Bodies(ApiDocument document, JsonObject schema)
    {
        var properties = schema["properties"]!.AsObject();
        var whole = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Example(document, property.Value!.AsObject()))));
        yield return whole;
        yield return new JsonObject(whole.Where(member => Required(schema).Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        foreach (var (name, property) in properties)
        {
            var less = whole.DeepClone().AsObject();
            less.Remove(name);
            yield return less;
            foreach (var value in Values(Resolve(document, property!.AsObject())))
            {
                var other = whole.DeepClone().AsObject();
                other[name] = value;
                yield return other;
            }
        }
    }

    private static IEnumerable<JsonNode?> Values(JsonObject schema)
    {
        yield return null;
        yield return true;
        yield return 7;
        yield return 1.5;
        yield return "";
        yield return "none";
        yield return "0d4fb6f0-5f1e-4a8a-9c3e-2f6a1b7c8d9e";
        yield return new JsonArray();
        yield return new JsonArray("none");
        yield return new JsonArray(7);
        yield return new JsonObject();
        foreach (var bound in new[] { "minimum", "maximum" })
        {
            if (schema[bound] is JsonValue value)
            {
                yield return value.GetValue<int>() - 1;
                yield return value.GetValue<int>();
                yield return value.GetValue<int>() + 1;
            }
        }

        foreach (var bound in new[] { "minLength", "maxLength" })
        {
            if (schema[bound] is JsonValue value)
            {
                yield return new string('a', value.GetValue<int>() - 1);
                yield return new string('a', value.GetValue<int>());
                yield return new string('a', value.GetValue<int>() + 1);
            }
        }
    }

    private static JsonNode Example(ApiDocument document, JsonObject declared)
    {
        var schema = Resolve(document, declared);
        return schema switch
        {
            _ when schema["enum"] is JsonArray words => words[0]!.DeepClone(),
            _ when Is(schema, "array") => new JsonArray(Example(document, schema["items"]!.AsObject())),
            _ when Is(schema, "boolean") => true,
            _ when Is(schema, "integer") => schema["minimum"]?.DeepClone() ?? 1,
            _ when schema["format"]?.GetValue<string>() == "uuid" => "0d4fb6f0-5f1e-4a8a-9c3e-2f6a1b7c8d9e",
            _ when Is(schema, "string") => new string('a', schema["minLength"]?.GetValue<int>() ?? 1),
            _ => throw new NotSupportedException($"There is no example of {schema}."),
        };
    }

    // A value that may be null stands as one of null and the value.
    private static JsonObject Resolve(ApiDocument document, JsonObject schema)
        => document.Follow(schema["oneOf"] is JsonArray parts ? parts.Select(part => part!.AsObject()).First(part => part["$ref"] is not null) : schema);

    private static bool Is(JsonObject schema, string type)
        => schema["type"] is JsonArray types ? types.Any(one => one!.GetValue<string>() == type) : schema["type"]?.GetValue<string>() == type;

    private static IReadOnlyList<string> Required(JsonObject schema) => [.. (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())];
}
