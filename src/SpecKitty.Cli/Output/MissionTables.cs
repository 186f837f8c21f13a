using System.Text.Json;

namespace SpecKitty.Cli.Output;

/// <summary>Draws the state of a mission for a person.</summary>
internal static class MissionTables
{
    /// <summary>Draws every part of the state that holds something.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="answer">The server's answer: <c>sequence</c> and <c>state</c>.</param>
    public static void Draw(CliContext context, string missionId, JsonElement answer)
    {
        var console = Tables.Console(context);
        context.Output.WriteLine(Headline(missionId, answer));
        foreach (var part in Parts(answer))
        {
            Tables.Draw(console, part.Title, part.Columns, part.Rows);
        }
    }

    /// <summary>Which mission it is.</summary>
    public static string Headline(string missionId, JsonElement answer) =>
        $"Mission {missionId} {Text(answer, "title")}, {Text(Member(answer, "state"), "event_count")} events";

    /// <summary>Every part of the state, whether it holds something or not.</summary>
    /// <param name="answer">The server's answer.</param>
    /// <param name="latest">How many of what only grows are shown, the newest: warnings, decisions, comments, anomalies.</param>
    public static IEnumerable<TableText> Parts(JsonElement answer, int latest = int.MaxValue)
    {
        var state = Member(answer, "state");
        var names = Members(state, "participants").Concat(Members(state, "departed_participants"))
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Text(group.First().Value, "display_name"), StringComparer.Ordinal);
        yield return new("Roster", ["participant", "type", "drives", "works on", "executes", "last seen"], [.. Roster(state)]);
        yield return new("Departed", ["participant", "type"], [.. Members(state, "departed_participants").TakeLast(latest).Select(entry => Row(NameOf(names, entry.Name), Text(entry.Value, "participant_type")))]);
        yield return new("Warnings", ["warning", "type", "severity", "about", "participants", "acknowledged"], [.. Items(state, "warnings").TakeLast(latest).Select(warning => Warning(warning, names))]);
        yield return new("Decisions", ["topic", "chosen", "by"], [.. Items(state, "decisions").TakeLast(latest).Select(decision => Row(Text(decision, "topic"), Text(decision, "chosen_option"), NameOf(names, Text(decision, "participant_id"))))]);
        yield return new("Comments", ["by", "comment"], [.. Items(state, "comments").TakeLast(latest).Select(comment => Row(NameOf(names, Text(comment, "participant_id")), Text(comment, "content")))]);
        yield return new("Not folded", ["event", "type", "reason"], [.. Items(state, "anomalies").TakeLast(latest).Select(anomaly => Row(Text(anomaly, "event_id"), Text(anomaly, "event_type"), Text(anomaly, "reason")))]);
    }

    private static IEnumerable<IReadOnlyList<string>> Roster(JsonElement state)
    {
        var drivers = Items(state, "active_drivers").Select(driver => driver.GetString()).ToHashSet(StringComparer.Ordinal);
        var focus = Member(state, "focus_by_participant");
        var executions = Member(state, "active_executions");
        var presence = Member(state, "presence");
        foreach (var (id, identity) in Members(state, "participants"))
        {
            yield return Row(
                Text(identity, "display_name") is { Length: > 0 } name ? name : id,
                Text(identity, "participant_type"),
                drivers.Contains(id) ? "yes" : "",
                Target(Member(focus, id)),
                string.Join(", ", Items(executions, id).Select(step => step.GetString())),
                Text(presence, id));
        }
    }

    private static IReadOnlyList<string> Warning(JsonElement warning, Dictionary<string, string> names) => Row(
        Text(warning, "warning_id"),
        Text(warning, "warning_type"),
        Text(warning, "severity"),
        Target(Member(warning, "focus_target")) is { Length: > 0 } target ? target : Text(warning, "step_id"),
        string.Join(", ", Items(warning, "participant_ids").Select(id => NameOf(names, id.GetString() ?? ""))),
        string.Join(", ", Members(warning, "acknowledgements").Select(entry => $"{NameOf(names, entry.Name)}: {entry.Value}")));

    private static string NameOf(Dictionary<string, string> names, string id) => names.GetValueOrDefault(id) is { Length: > 0 } name ? name : id;

    private static string Target(JsonElement target) =>
        target.ValueKind == JsonValueKind.Object ? $"{Text(target, "target_type")} {Text(target, "target_id")}" : "";

    private static IReadOnlyList<string> Row(params string[] cells) => cells;

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().Select(entry => (entry.Name, entry.Value)) : [];

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static string Text(JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };
}
