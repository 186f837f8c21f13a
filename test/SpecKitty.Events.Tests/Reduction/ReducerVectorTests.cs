using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Status;

namespace SpecKitty.Events.Tests.Reduction;

/// <summary>The logs of the reference, and what its reducers answer.</summary>
public sealed class ReducerVectorTests
{
    [Theory]
    [InlineData("collaboration")]
    [InlineData("status")]
    [InlineData("lifecycle")]
    public void Reducer_ReferenceLog_GivesReferenceState(string file)
    {
        var failures = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", $"{file}.jsonl")))
        {
            var vector = JsonNode.Parse(line)!;
            var difference = Compare(vector);
            if (difference is not null)
            {
                failures.Add($"{vector["id"]}: {difference}");
            }
        }

        string.Join(Environment.NewLine, failures).ShouldBe("");
    }

    private static string? Compare(JsonNode vector)
    {
        var reader = new EventReader();
        var events = vector["events"]!.AsArray().Select(text => reader.Read((string)text!).ValueOrThrow()).ToList();
        var expected = vector["expected"]!;
        switch ((string)vector["reducer"]!)
        {
            case "collaboration":
                var mode = (string)vector["mode"]! == "strict" ? ReductionMode.Strict : ReductionMode.Permissive;
                var roster = (vector["roster"] as JsonObject)?.ToDictionary(
                    entry => entry.Key,
                    entry => new ParticipantIdentity
                    {
                        ParticipantId = (string)entry.Value!["participant_id"]!,
                        ParticipantType = (string)entry.Value["participant_type"]! == "human" ? ParticipantType.Human : ParticipantType.LlmContext,
                        DisplayName = (string?)entry.Value["display_name"],
                        SessionId = (string?)entry.Value["session_id"],
                    });
                var state = CollaborationReducer.TryReduce(events, out var violation, mode, roster);
                if (expected["error"] is { } error)
                {
                    return violation is null ? "no violation" :
                        $"{violation.EventId} {violation.EventType} {violation.Code} {violation.ParticipantId}" is var ours
                        && $"{error["event_id"]} {error["event_type"]} {Pascal((string)error["kind"]!)} {error["participant_id"] ?? violation.ParticipantId}" is var theirs && ours == theirs ? null : $"{ours} not {error.ToJsonString()}";
                }

                return state is null ? $"violation {violation}" : Difference(expected["state"]!, JsonNode.Parse(ContractJson.Write(state))!, "");
            case "status":
                return Difference(expected["state"]!, JsonNode.Parse(ContractJson.Write(StatusReducer.Reduce(events)))!, "");
            default:
                return Difference(expected["state"]!, JsonNode.Parse(ContractJson.Write(LifecycleReducer.Reduce(events)))!, "");
        }
    }

    private static string Pascal(string code) => string.Concat(code.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));

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
