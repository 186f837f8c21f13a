using System.Text.Json;
using System.Text.Json.Nodes;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Vectors;

public sealed class TransitionVectorTests
{
    private static readonly VectorFile File = VectorFile.Named("transitions");

    public static TheoryData<string> Ids => File.Ids();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Transition_Vector_GivesTheRecordedViolations(string id)
    {
        var vector = File[id];
        var read = PayloadCatalogue.Contract.Read("WPStatusChanged", Payload(vector));

        if (vector.TryGetProperty("payload_invalid", out _))
        {
            read.IsValid.ShouldBeFalse();
            return;
        }

        var result = TransitionRules.Validate((StatusTransitionPayload)read.ValueOrThrow());
        result.IsValid.ShouldBe(vector.GetProperty("valid").GetBoolean());
        result.Violations.ShouldBe(vector.GetProperty("violations").Texts().Select(InWireTexts));
    }

    // The recording names lanes as Python prints its enum, Lane.IN_PROGRESS and None; the contract's own texts are in_progress and null.
    private static string InWireTexts(string violation)
    {
        foreach (var lane in Vocabulary<Lane>.Instance.Words)
        {
            violation = violation.Replace($"Lane.{lane.ToUpperInvariant()} ", $"{lane} ", StringComparison.Ordinal);
        }

        return violation.Replace("Transition None ", "Transition null ", StringComparison.Ordinal);
    }

    private static string Payload(JsonElement vector) => new JsonObject
    {
        ["feature_slug"] = "039-cli",
        ["wp_id"] = "WP01",
        ["from_lane"] = vector.TextOrNull("from"),
        ["to_lane"] = vector.TextOrNull("to"),
        ["actor"] = "ada",
        ["force"] = vector.GetProperty("force").GetBoolean(),
        ["reason"] = vector.TextOrNull("reason"),
        ["execution_mode"] = "worktree",
        ["review_ref"] = vector.TextOrNull("review_ref"),
        ["evidence"] = new JsonObject
        {
            ["repos"] = new JsonArray(new JsonObject { ["repo"] = "o/r", ["branch"] = "b", ["commit"] = "c0ffee" }),
            ["review"] = new JsonObject { ["reviewer"] = "bob", ["verdict"] = "ok" },
        },
    }.ToJsonString();
}
