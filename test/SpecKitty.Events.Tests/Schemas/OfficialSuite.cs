using System.Text.Json;

namespace SpecKitty.Events.Tests.Schemas;

/// <summary>The cases of the official JSON Schema test suite, when its folder is at hand.</summary>
internal static class OfficialSuite
{
    /// <summary>Cases that are out of scope, with the reason. Each must be refused when compiling, never passed over.</summary>
    public static readonly IReadOnlyDictionary<string, string> Excluded = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ref.json: remote ref, containing refs itself"] = "refers to the draft's own schema, another document",
        ["defs.json: validate definition against metaschema"] = "refers to the draft's own schema, another document",
        ["ref.json: ref creates new scope when adjacent to keywords"] = "uses unevaluatedProperties, which has no file of its own",
        ["not.json: collect annotations inside a 'not', even if collection is disabled"] = "uses unevaluatedProperties, which has no file of its own",
        ["additionalProperties.json: dependentSchemas with additionalProperties"] = "uses dependentSchemas, which has no file of its own",
    };

    public static IReadOnlyList<SchemaCase> Load()
    {
        var folder = SharedFolder.Find("json-schema-test-suite");
        return folder is null
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(Read)];
    }

    private static List<SchemaCase> Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var name = Path.GetFileName(file);
        var cases = new List<SchemaCase>();
        foreach (var group in json.RootElement.EnumerateArray())
        {
            cases.Add(new SchemaCase(
                $"{name}: {group.GetProperty("description").GetString()}",
                group.GetProperty("schema").GetRawText(),
                [.. group.GetProperty("tests").EnumerateArray().Select(test => (test.GetProperty("data").GetRawText(), test.GetProperty("valid").GetBoolean()))],
                AssertFormats: name.StartsWith("format-", StringComparison.Ordinal)));
        }

        return cases;
    }
}
