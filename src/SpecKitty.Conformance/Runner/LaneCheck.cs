using System.Text.Json;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Runner;

/// <summary>Runs a table of questions about lanes.</summary>
internal static class LaneCheck
{
    public static CheckResult Run(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text);
        var function = document.RootElement.GetProperty("function").GetString()!;
        var differences = new List<string>();
        var count = 0;
        foreach (var entry in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            count++;
            var expected = JsonText.Parse(entry.GetProperty("expected").GetRawText());
            var actual = JsonText.Parse(Answer(function, entry));
            if (expected != actual)
            {
                differences.Add($"{entry.GetRawText()}: came {actual}");
            }
        }

        if (count == 0)
        {
            differences.Add("the table has no cases");
        }

        return new CheckResult($"{count} right answers of {function}", $"{Math.Max(count - differences.Count, 0)} right answers of {function}", differences);
    }

    private static string Answer(string function, JsonElement entry) => function switch
    {
        "to_sync" => LaneMapping.TryNormalize(Text(entry, "lane"), out var lane) ? Quote(lane.ToSyncV1().ToText()) : "null",
        "normalize" => LaneMapping.TryNormalize(Text(entry, "text"), out var lane) ? Quote(lane.ToText()) : "null",
        "is_terminal" => LaneMapping.Normalize(Text(entry, "lane")!).IsTerminal() ? "true" : "false",
        "collapse" => LaneMapping.Collapse(Text(entry, "from"), Text(entry, "to")!) is var (previous, entered)
            ? $$"""{"previous_status":{{Quote(previous.ToText())}},"new_status":{{Quote(entered.ToText())}}}"""
            : "null",
        "transition" => Transition(entry),
        _ => throw new JsonException($"function must be to_sync, normalize, is_terminal, collapse or transition; it is \"{function}\"."),
    };

    private static string Transition(JsonElement entry)
    {
        var result = TransitionRules.Validate(new StatusTransitionPayload
        {
            FeatureSlug = "feature",
            WpId = "WP01",
            FromLane = Text(entry, "from") is { } from ? LaneMapping.Normalize(from) : null,
            ToLane = LaneMapping.Normalize(Text(entry, "to")!),
            Actor = "actor",
            Force = entry.GetProperty("force").GetBoolean(),
            Reason = Text(entry, "reason"),
            ReviewRef = Text(entry, "review_ref"),
            ExecutionMode = ExecutionMode.Worktree,
        });
        return $"[{string.Join(',', result.Violations.Select(Quote))}]";
    }

    private static string? Text(JsonElement entry, string member)
        => entry.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
