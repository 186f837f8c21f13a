using System.Collections.Concurrent;
using System.Text.Json;

namespace SpecKitty.Events.Tests.Vectors;

/// <summary>A file of recorded answers: one JSON object a line, each with an <c>id</c> of its own.</summary>
public sealed class VectorFile
{
    private static readonly ConcurrentDictionary<string, VectorFile> Files = new(StringComparer.Ordinal);

    private readonly List<string> _ids = [];
    private readonly Dictionary<string, JsonElement> _lines = new(StringComparer.Ordinal);

    private VectorFile(string name)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", $"{name}.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var vector = document.RootElement.Clone();
            var id = vector.GetProperty("id").GetString()!;
            _ids.Add(id);
            _lines.Add(id, vector);
        }
    }

    /// <summary>The vector with an id.</summary>
    public JsonElement this[string id] => _lines[id];

    /// <summary>The file <c>Vectors/&lt;name&gt;.jsonl</c>, read once.</summary>
    public static VectorFile Named(string name) => Files.GetOrAdd(name, static key => new VectorFile(key));

    /// <summary>The ids, for a theory: of every line, or of those where a member has a value.</summary>
    public TheoryData<string> Ids(string? member = null, string? value = null)
        => [.. _ids.Where(id => member is null || _lines[id].GetProperty(member).GetString() == value)];
}
