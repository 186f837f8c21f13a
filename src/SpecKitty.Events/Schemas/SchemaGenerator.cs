using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Schemas;

/// <summary>Generates the JSON Schemas of the contract from the shapes that the C# types declare.</summary>
public static class SchemaGenerator
{
    /// <summary>What every <c>$id</c> begins with.</summary>
    public const string IdPrefix = "spec-kitty-events/";

    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Generates every schema.</summary>
    /// <returns>The text of each schema by its name, such as <c>focus_changed_payload</c> or <c>wire/wp_created_payload</c>; UTF-8, keys sorted, indented by two, ending in a line break.</returns>
    public static EquatableMap<string, string> Generate()
    {
        var schemas = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["event"] = Text("event", EventSchema()),
            ["participant_identity"] = Text("participant_identity", Models.Of<ParticipantIdentity>()),
            ["auth_principal_binding"] = Text("auth_principal_binding", Models.Of<AuthPrincipalBinding>()),
            ["focus_target"] = Text("focus_target", Models.Of<FocusTarget>()),
            ["lane"] = Text("lane", Words("Lane", Vocabulary<Lane>.Instance.Words)),
            ["sync_lane_v1"] = Text("sync_lane_v1", Words("SyncLaneV1", Vocabulary<SyncLane>.Instance.Words)),
        };
        foreach (var entry in PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries))
        {
            schemas.Add(entry.SchemaName, entry.Forms.Count == 1 ? Text(entry.SchemaName, entry.Forms[0]) : Text(entry.SchemaName, AnyForm(entry)));
        }

        return EquatableMap.Sorted(schemas);
    }

    private static JsonObject EventSchema() => ObjectOf(nameof(Event), EnvelopeFields.Summary, EnvelopeFields.All, []);

    private static JsonObject AnyForm(PayloadEntry entry)
    {
        var definitions = new JsonObject();
        return new JsonObject
        {
            ["anyOf"] = new JsonArray([.. entry.Forms.Select(form => Of(form, definitions))]),
            ["title"] = $"{entry.EventType}Payload",
            ["$defs"] = definitions,
        };
    }

    private static string Text(string name, ModelShape shape)
    {
        var definitions = new JsonObject();
        var schema = ObjectOf(shape.Title, shape.Summary, shape.Fields, definitions);
        if (definitions.Count > 0)
        {
            schema["$defs"] = definitions;
        }

        return Text(name, schema);
    }

    private static string Text(string name, JsonObject schema)
    {
        schema["$id"] = IdPrefix + name;
        schema["$schema"] = Draft;
        return Sorted(schema).ToJsonString(new JsonSerializerOptions { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonObject ObjectOf(string title, string summary, IEnumerable<FieldShape> fields, JsonObject definitions)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in fields)
        {
            properties[field.Name] = Member(field, definitions);
            if (field.IsRequired)
            {
                required.Add((JsonNode)field.Name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["title"] = title, ["description"] = summary, ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    private static JsonObject Member(FieldShape field, JsonObject definitions)
    {
        var value = Of(field.Shape, definitions);
        var schema = field.IsNullable ? new JsonObject { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) } : value;
        schema["description"] = field.Description;
        if (field.Default is not null)
        {
            schema["default"] = JsonNode.Parse(field.Default);
        }

        return schema;
    }

    private static JsonObject Of(ValueShape shape, JsonObject definitions) => shape switch
    {
        ModelShape model => Reference(model.Title, definitions, () => ObjectOf(model.Title, model.Summary, model.Fields, definitions)),
        VocabularyShape { SchemaName: { } name } vocabulary => Reference(name, definitions, () => Words(name, vocabulary.Words)),
        VocabularyShape vocabulary => Words(null, vocabulary.Words),
        WordShape words => Words(null, words.Words),
        ListShape list => ListOf(list, definitions),
        TextShape text => TextOf(text),
        IntegerShape integer => IntegerOf(integer),
        BooleanShape => new JsonObject { ["type"] = "boolean" },
        TimestampShape => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        LooseDateTimeShape => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
        UrlShape => new JsonObject { ["type"] = "string", ["format"] = "uri", ["minLength"] = 1 },
        IdShape => new JsonObject { ["type"] = "string", ["pattern"] = IdShape.Pattern },
        UuidShape => new JsonObject { ["type"] = "string", ["format"] = "uuid" },
        ObjectShape => new JsonObject { ["type"] = "object" },
        _ => throw new NotSupportedException($"{shape.GetType().Name} has no JSON Schema."),
    };

    private static JsonObject Reference(string title, JsonObject definitions, Func<JsonObject> define)
    {
        if (!definitions.ContainsKey(title))
        {
            definitions[title] = null;
            definitions[title] = define();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{title}" };
    }

    private static JsonObject Words(string? title, IReadOnlyList<string> words)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (title is not null)
        {
            schema["title"] = title;
        }

        if (words.Count == 1)
        {
            schema["const"] = words[0];
        }
        else
        {
            schema["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]);
        }

        return schema;
    }

    private static JsonObject ListOf(ListShape list, JsonObject definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(list.Item, definitions) };
        if (list.MinItems > 0)
        {
            schema["minItems"] = list.MinItems;
        }

        return schema;
    }

    private static JsonObject TextOf(TextShape text)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (text.MinLength > 0)
        {
            schema["minLength"] = text.MinLength;
        }

        if (text.Pattern is not null)
        {
            schema["pattern"] = text.Pattern;
        }

        return schema;
    }

    private static JsonObject IntegerOf(IntegerShape integer)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (integer.IsExclusive)
        {
            schema["exclusiveMinimum"] = integer.Minimum - 1;
        }
        else
        {
            schema["minimum"] = integer.Minimum;
        }

        if (integer.Maximum is { } maximum)
        {
            schema["maximum"] = maximum;
        }

        return schema;
    }

    // Members of "properties" and "$defs" are sorted too, as in the reference's files; lists keep their order.
    private static JsonObject Sorted(JsonObject schema)
    {
        var sorted = new JsonObject();
        foreach (var (key, value) in schema.OrderBy(member => member.Key, StringComparer.Ordinal).ToList())
        {
            schema.Remove(key);
            sorted[key] = value switch
            {
                JsonObject inner => Sorted(inner),
                JsonArray list => SortedItems(list),
                _ => value,
            };
        }

        return sorted;
    }

    private static JsonArray SortedItems(JsonArray list)
    {
        var items = list.ToList();
        list.Clear();
        return new JsonArray([.. items.Select(item => item is JsonObject inner ? Sorted(inner) : item)]);
    }
}
