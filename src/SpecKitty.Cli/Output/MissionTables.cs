using System.Text.Json;
using static SpecKitty.Cli.Output.JsonMember;

namespace SpecKitty.Cli.Output;

/// <summary>Draws the state of a mission for a person.</summary>
internal static class MissionTables
{
    private const int Latest = 5;
    private const int MostWarnings = 10;
    private const int MostNamed = 20;
    private const string Settled = "settled";
    private const string PartlyAcknowledged = "partly_acknowledged";

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
        $"Mission {missionId} {Text(answer, "title")}, {Text(Of(answer, "state"), "event_count")} events";

    /// <summary>Every part of the state, whether it holds something or not.</summary>
    /// <param name="answer">The server's answer.</param>
    /// <param name="isLive">Whether it is to fit a screen: the newest of what only grows (decisions, comments, anomalies), and of the warnings those that wait for somebody.</param>
    /// <param name="now">The moment that presence is told of, by the server's clock; null for that of the answer.</param>
    public static IEnumerable<TableText> Parts(JsonElement answer, bool isLive = false, DateTimeOffset? now = null)
    {
        var latest = isLive ? Latest : int.MaxValue;
        var state = Of(answer, "state");
        var names = Entries(state, "participants").Concat(Entries(state, "departed_participants"))
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Text(group.First().Value, "display_name"), StringComparer.Ordinal);
        var standings = Items(answer, "warning_standings")
            .GroupBy(standing => Text(standing, "warning_id"), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        yield return new("Roster", ["participant", "type", "presence", "drives", "works on", "runs"], [.. Roster(state, new MissionPresence(answer, now))]);
        yield return new("Departed", ["participant", "type"], [.. Entries(state, "departed_participants").TakeLast(latest).Select(entry => Row(NameOf(names, entry.Name), Text(entry.Value, "participant_type")))]);
        var warnings = isLive ? Waiting(state, standings) : [.. Items(state, "warnings")];
        yield return new(isLive ? "Open warnings" : "Warnings", ["warning", "type", "severity", "about", "participants", "standing", "acknowledged"],
        [
            .. warnings.Take(isLive ? MostWarnings : int.MaxValue).Select(warning => Warning(warning, names, standings)),
            .. isLive && warnings.Count > MostWarnings ? [Row($"and {warnings.Count - MostWarnings} more", "", "", "", "", "", "")] : Array.Empty<IReadOnlyList<string>>(),
            .. NotShown(answer, isLive),
        ]);
        yield return new("Decisions", ["topic", "chosen", "by"], [.. Items(state, "decisions").TakeLast(latest).Select(decision => Row(Text(decision, "topic"), Text(decision, "chosen_option"), NameOf(names, Text(decision, "participant_id"))))]);
        yield return new("Comments", ["by", "comment"], [.. Items(state, "comments").TakeLast(latest).Select(comment => Row(NameOf(names, Text(comment, "participant_id")), Text(comment, "content")))]);
        yield return new("Not folded", ["event", "type", "reason"], [.. Items(state, "anomalies").TakeLast(latest).Select(anomaly => Row(Text(anomaly, "event_id"), Text(anomaly, "event_type"), Text(anomaly, "reason")))]);
    }

    private static IEnumerable<IReadOnlyList<string>> Roster(JsonElement state, MissionPresence presence)
    {
        var drivers = Items(state, "active_drivers").Select(Text).ToHashSet(StringComparer.Ordinal);
        var focus = Of(state, "focus_by_participant");
        var executions = Of(state, "active_executions");
        foreach (var (id, identity) in Entries(state, "participants"))
        {
            yield return Row(
                Text(identity, "display_name") is { Length: > 0 } name ? name : id,
                Text(identity, "participant_type"),
                presence.Of(id),
                drivers.Contains(id) ? "yes" : "",
                Target(Of(focus, id)),
                string.Join(", ", Items(executions, id).Select(step => Text(step))));
        }
    }

    /// <summary>The warnings that are not settled: first those that nobody has answered, then those that somebody has; the newest first.</summary>
    private static List<JsonElement> Waiting(JsonElement state, Dictionary<string, JsonElement> standings) =>
    [
        .. Items(state, "warnings").Reverse()
            .Select(warning => (Warning: warning, Standing: Text(standings.GetValueOrDefault(Text(warning, "warning_id")), "standing")))
            .Where(one => one.Standing != Settled)
            .OrderBy(one => one.Standing == PartlyAcknowledged)
            .Select(one => one.Warning),
    ];

    private static IReadOnlyList<string> Warning(JsonElement warning, Dictionary<string, string> names, Dictionary<string, JsonElement> standings) => Row(
        Text(warning, "warning_id"),
        Text(warning, "warning_type"),
        Text(warning, "severity"),
        Target(Of(warning, "focus_target")) is { Length: > 0 } target ? target : Text(warning, "step_id"),
        Several([.. Items(warning, "participant_ids").Select(id => NameOf(names, Text(id)))]),
        Standing(standings.GetValueOrDefault(Text(warning, "warning_id"))),
        Several([.. Entries(warning, "acknowledgements").Select(entry => $"{NameOf(names, entry.Name)}: {Text(entry.Value)}")]));

    /// <summary>The warnings that the server gives by their ids alone; of those on a screen, the superseded ones are left out.</summary>
    private static IEnumerable<IReadOnlyList<string>> NotShown(JsonElement answer, bool isLive)
    {
        if (!isLive && Text(Of(answer, "superseded_warnings"), "count") is { Length: > 0 } superseded and not "0")
        {
            yield return Row($"and {superseded} superseded", "", "", "", "", "", "");
        }

        if (Text(Of(answer, "older_warnings"), "count") is { Length: > 0 } older and not "0")
        {
            yield return Row($"and {older} older", "", "", "", "", "", "");
        }
    }

    private static string Several(IReadOnlyList<string> texts) => texts.Count <= MostNamed
        ? string.Join(", ", texts)
        : $"{string.Join(", ", texts.Take(MostNamed))} and {texts.Count - MostNamed} more";

    private static string Standing(JsonElement standing) =>
        Text(standing, "standing").Replace('_', ' ') + (Of(standing, "is_overdue").ValueKind == JsonValueKind.True ? ", overdue" : "");

    private static string NameOf(Dictionary<string, string> names, string id) => names.GetValueOrDefault(id) is { Length: > 0 } name ? name : id;

    private static string Target(JsonElement target) =>
        target.ValueKind == JsonValueKind.Object ? $"{Text(target, "target_type")} {Text(target, "target_id")}" : "";

    private static IReadOnlyList<string> Row(params string[] cells) => cells;
}
