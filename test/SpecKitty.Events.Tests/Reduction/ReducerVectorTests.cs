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

                return state is null ? $"violation {violation}" : ReferenceState.Difference(expected["state"]!, JsonNode.Parse(ContractJson.Write(state))!);
            case "status":
                return ReferenceState.Difference(expected["state"]!, JsonNode.Parse(ContractJson.Write(StatusReducer.Reduce(events)))!);
            default:
                return ReferenceState.Difference(expected["state"]!, JsonNode.Parse(ContractJson.Write(LifecycleReducer.Reduce(events)))!);
        }
    }

    private static string Pascal(string code) => string.Concat(code.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));
}
