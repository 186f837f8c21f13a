using System.Text.Json.Nodes;

namespace SpecKitty.Events.Tests.Reduction;

/// <summary>Compares a state of ours with one of the reference.</summary>
internal static class ReferenceState
{
    /// <summary>The first place where the two mean different things; null when there is none.</summary>
    /// <param name="expected">The state of the reference.</param>
    /// <param name="actual">Ours.</param>
    public static string? Difference(JsonNode? expected, JsonNode? actual) => Difference(expected, actual, "");

    // Extra members of ours are no difference; date-times count as moments.
    private static string? Difference(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject members:
                if (actual is not JsonObject ours)
                {
                    return $"{path}: {actual?.ToJsonString() ?? "nothing"} is no object";
                }

                var isMap = path.Split('.')[^1] is "participants" or "departed_participants" or "presence" or "focus_by_participant" or "participants_by_focus" or "acknowledgements" or "active_executions" or "linked_sessions" or "wp_states";
                if (isMap && ours.Count != members.Count(member => member.Value is not JsonArray { Count: 0 }))
                {
                    return $"{path}: {ours.ToJsonString()} not {members.ToJsonString()}";
                }

                return members.Where(member => !(isMap && member.Value is JsonArray { Count: 0 }))
                    .Select(member => Difference(member.Value, ours[member.Key], $"{path}.{member.Key}")).FirstOrDefault(difference => difference is not null);
            case JsonArray items:
                if (path == ".anomalies" && actual is JsonArray noted)
                {
                    // The reference is silent about conflicting duplicates; the contract is not.
                    actual = new JsonArray([.. noted.Where(anomaly => (string?)anomaly!["code"] is not ("CONFLICTING_DUPLICATE" or "WP_CONFLICTING_DUPLICATE")).Select(anomaly => anomaly!.DeepClone())]);
                }

                if (actual is not JsonArray list || list.Count != items.Count)
                {
                    return $"{path}: {actual?.ToJsonString()} not {items.ToJsonString()}";
                }

                return items.Select((item, i) => Difference(item, list[i], $"{path}.{i}")).FirstOrDefault(difference => difference is not null);
            default:
                var left = expected is null ? "null" : expected.ToString();
                var right = actual is null ? "null" : actual.ToString();
                return left == right || (DateTimeOffset.TryParse(left, out var moment) && DateTimeOffset.TryParse(right, out var other) && moment == other && left.Contains('T'))
                    ? null
                    : $"{path}: {right} not {left}";
        }
    }
}
