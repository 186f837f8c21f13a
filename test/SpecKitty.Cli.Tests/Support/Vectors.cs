using System.Text.Json.Nodes;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>The recorded answers of the reference, one JSON object a line.</summary>
internal static class Vectors
{
    /// <summary>The path of a file.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Vectors", $"{name}.jsonl");

    /// <summary>The lines of a file.</summary>
    public static IReadOnlyList<JsonNode> Read(string name) => [.. File.ReadLines(PathOf(name)).Select(line => JsonNode.Parse(line)!)];

    /// <summary>The lines that a command printed.</summary>
    public static IReadOnlyList<JsonNode> Parse(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}
