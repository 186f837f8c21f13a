using System.Text.Json;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Conformance.Runner;

/// <summary>Compares what came with a golden file, by the kit's rules.</summary>
/// <remarks>
/// Members and maps are unordered and lists ordered (sets are written sorted); null and absent are the same; the moments of states count as instants,
/// however they are written; the <c>reason</c> of an anomaly is wording and does not count.
/// </remarks>
internal static class StateComparison
{
    /// <summary>Every place where a state differs from its golden file.</summary>
    public static List<string> OfStates(ReadOnlyMemory<byte> golden, ReadOnlyMemory<byte> actual) => Compare(golden, actual, isState: true);

    /// <summary>Every place where a written envelope differs from its golden file; texts of moments count here.</summary>
    public static List<string> OfEnvelopes(ReadOnlyMemory<byte> golden, ReadOnlyMemory<byte> actual) => Compare(golden, actual, isState: false);

    private static List<string> Compare(ReadOnlyMemory<byte> golden, ReadOnlyMemory<byte> actual, bool isState)
    {
        using var expected = JsonDocument.Parse(golden);
        using var came = JsonDocument.Parse(actual);
        var differences = new List<string>();
        Compare(expected.RootElement, came.RootElement, "", isState, differences);
        return differences;
    }

    private static void Compare(JsonElement? expected, JsonElement? actual, string path, bool isState, List<string> differences)
    {
        if (IsNothing(expected) && IsNothing(actual))
        {
            return;
        }

        if (expected is not { } golden || actual is not { } came || golden.ValueKind != came.ValueKind)
        {
            Report(expected, actual, path, differences);
            return;
        }

        switch (golden.ValueKind)
        {
            case JsonValueKind.Object:
                var names = golden.EnumerateObject().Concat(came.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal);
                foreach (var name in names.Where(name => !(isState && IsWording(path, name))))
                {
                    Compare(Member(golden, name), Member(came, name), path.Length == 0 ? name : $"{path}.{name}", isState, differences);
                }

                break;
            case JsonValueKind.Array:
                for (var i = 0; i < Math.Max(golden.GetArrayLength(), came.GetArrayLength()); i++)
                {
                    Compare(Item(golden, i), Item(came, i), $"{path}.{i}", isState, differences);
                }

                break;
            default:
                if (!JsonElement.DeepEquals(golden, came) && !(isState && IsSameMoment(golden, came, path)))
                {
                    Report(expected, actual, path, differences);
                }

                break;
        }
    }

    private static bool IsNothing(JsonElement? value) => value is null or { ValueKind: JsonValueKind.Null };

    private static JsonElement? Member(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement? Item(JsonElement json, int position) => position < json.GetArrayLength() ? json[position] : null;

    private static bool IsWording(string path, string name) => name == "reason" && path.StartsWith("anomalies.", StringComparison.Ordinal);

    private static bool IsSameMoment(JsonElement golden, JsonElement came, string path)
        => golden.ValueKind == JsonValueKind.String && IsMoment(path)
        && EventTimestamp.TryParse(golden.GetString()!, out var expected, out _) && EventTimestamp.TryParse(came.GetString()!, out var actual, out _)
        && expected.Instant == actual.Instant;

    // Known places only: a comment that happens to be a date-time is a text.
    private static bool IsMoment(string path)
        => path.StartsWith("presence.", StringComparison.Ordinal)
        || path.EndsWith(".last_transition_at", StringComparison.Ordinal)
        || path.EndsWith(".started_at", StringComparison.Ordinal)
        || path.EndsWith(".raised_at", StringComparison.Ordinal)
        || path.EndsWith(".bound_at", StringComparison.Ordinal);

    private static void Report(JsonElement? expected, JsonElement? actual, string path, List<string> differences)
        => differences.Add($"{(path.Length == 0 ? "the whole" : path)}: expected {Show(expected)}; came {Show(actual)}");

    private static string Show(JsonElement? value) => value?.GetRawText() ?? "nothing";
}
