using System.Text.Json.Nodes;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class EventsValidateCommandTests : IDisposable
{
    private const string BadFocus = """{"participant_id":"p-ada","mission_id":"M1","focus_target":{"target_type":"moon","target_id":"x"}}""";

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Validate_GoodAndBadLines_EachGetOneVerdictInOrder()
    {
        var outcome = await _line.RunAsync(["events", "validate"], SampleLog.Lines(SampleLog.Join, "", SampleLog.Event(2, "FocusChanged", BadFocus), "{\"event_id\":\"mine\"}", "oops"));

        outcome.ShouldEnd(ExitCodes.ContractBroken).Error.ShouldContain("3 of 4 events");
        var verdicts = Vectors.Parse(outcome.Output);
        verdicts.Select(verdict => (int)verdict["line"]!).ShouldBe([1, 3, 4, 5]);
        verdicts.Select(verdict => (string?)verdict["event_id"]).ShouldBe([SampleLog.Id(1), SampleLog.Id(2), "mine", null]);
        verdicts.Select(verdict => (bool)verdict["valid"]!).ShouldBe([true, false, false, false]);
        verdicts[0]["errors"]!.AsArray().ShouldBeEmpty();
        var fault = verdicts[1]["errors"]!.AsArray().First()!.AsObject();
        fault.Select(member => member.Key).ShouldBe(["path", "code", "message", "layer"]);
        ((string?)fault["path"]).ShouldBe("payload.focus_target.target_type");
        ((string?)fault["code"]).ShouldBe("NOT_IN_VOCABULARY");
        verdicts[1]["errors"]!.AsArray().Select(each => (string?)each!["layer"]).Distinct().ShouldBe(["model", "schema"]);
        ((string?)verdicts[3]["errors"]![0]!["code"]).ShouldBe("MALFORMED_JSON");
    }

    [Fact]
    public async Task Validate_NothingWrong_EndsWell()
    {
        (await _line.RunAsync(["events", "validate", "-"], SampleLog.Lines(SampleLog.Join, SampleLog.Heartbeat))).ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
        (await _line.RunAsync(["events", "validate", "-"], "")).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("");
    }

    [Theory]
    [InlineData("any", true)]
    [InlineData("wire", true)]
    [InlineData("contract", false)]
    [InlineData("envelope", true)]
    public async Task Validate_AWirePayload_DependsOnTheSurface(string surface, bool isValid)
    {
        var line = SampleLog.Event(1, "WPStatusChanged", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""");

        (await _line.RunAsync(["events", "validate", "-", "--surface", surface], line)).ShouldEnd(isValid ? ExitCodes.Fine : ExitCodes.ContractBroken);
    }

    [Fact]
    public async Task Validate_TheEnvelopeSurface_DoesNotLookAtThePayload() =>
        (await _line.RunAsync(["events", "validate", "-", "--surface", "envelope"], SampleLog.Event(1, "Nonsense", BadFocus))).ShouldEnd(ExitCodes.Fine);

    [Fact]
    public async Task Batch_PayloadAsObjectOrText_HasPathsFromThePayload()
    {
        var asText = JsonValue.Create(BadFocus).ToJsonString();
        var outcome = await _line.RunAsync(
            ["events", "validate", "--batch", "-"],
            SampleLog.Lines(
                $$"""{"id":"object","event_type":"FocusChanged","payload": {{BadFocus}} }""",
                $$"""{"id":"text","event_type":"FocusChanged","payload": {{asText}} }""",
                $$"""{"id":"event","event":{{SampleLog.Event(2, "FocusChanged", BadFocus)}} }""",
                """{"id":"number","event_type":"FocusChanged","payload":5}""",
                """{"id":"type","event_type":"Nonsense","payload":{}}"""));

        outcome.ShouldEnd(ExitCodes.ContractBroken);
        var verdicts = Vectors.Parse(outcome.Output);
        verdicts.Select(verdict => string.Join(',', verdict.AsObject().Select(member => member.Key))).Distinct().ShouldBe(["id,valid,errors"]);
        verdicts.Select(verdict => $"{verdict["id"]} {verdict["errors"]![0]!["path"]} {verdict["errors"]![0]!["code"]}").ShouldBe(
        [
            "object focus_target.target_type NOT_IN_VOCABULARY",
            "text focus_target.target_type NOT_IN_VOCABULARY",
            "event payload.focus_target.target_type NOT_IN_VOCABULARY",
            "number  WRONG_TYPE",
            "type event_type UNKNOWN_EVENT_TYPE",
        ]);
    }

    [Theory]
    [InlineData("""{"id":"a","event_type":"PresenceHeartbeat","payload":"{\"participant_id\":\"p\",\"participant_id\":\"p\",\"mission_id\":\"m\"}"}""", "DUPLICATE_MEMBER", "model")]
    [InlineData("""{"id":"a","event_type":"PresenceHeartbeat","payload":{"participant_id":"p","participant_id":"p","mission_id":"m"}}""", "DUPLICATE_MEMBER", "model")]
    [InlineData("""{"id":"a","event_type":"PresenceHeartbeat","payload":"{\"participant_id\":\"\\ud800\",\"mission_id\":\"m\"}"}""", "INVALID_TEXT", "model")]
    [InlineData("""{"id":"a","event_type":"PresenceHeartbeat","payload":"\ud800"}""", "INVALID_TEXT", "line")]
    [InlineData("""{"id":"a","event_type":"PresenceHeartbeat","payload":"{\"participant_id\":NaN}"}""", "MALFORMED_JSON", "model")]
    [InlineData("""{"id":"a","event_type":"PresenceHeartbeat","payload":{"participant_id":NaN}}""", "MALFORMED_JSON", "line")]
    [InlineData("""{"id":"a","event_type":"Event","payload":"{"}""", "MALFORMED_JSON", "envelope")]
    [InlineData("""{"id":"a"}""", "MISSING_FIELD", "line")]
    [InlineData("""{"id":"a","event_type":"PresenceHeartbeat"}""", "MISSING_FIELD", "line")]
    [InlineData("""{"id":"a","event_type":5,"payload":{}}""", "WRONG_TYPE", "line")]
    [InlineData("""{"id":"a","event":{},"payload":{}}""", "RULE_BROKEN", "line")]
    public async Task Batch_AnItemThatIsNoCleanJson_SaysWhichRule(string item, string code, string layer)
    {
        var outcome = await _line.RunAsync(["events", "validate", "--batch", "-"], item);

        outcome.ShouldEnd(ExitCodes.ContractBroken);
        var verdict = Vectors.Parse(outcome.Output).ShouldHaveSingleItem();
        ((string?)verdict["id"]).ShouldBe("a");
        ((bool)verdict["valid"]!).ShouldBeFalse();
        ((string?)verdict["errors"]![0]!["code"]).ShouldBe(code);
        ((string?)verdict["errors"]![0]!["layer"]).ShouldBe(layer);
    }

    [Fact]
    public async Task Batch_APayloadNestedTooDeeply_IsAFaultOfThePayloadAlone()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 5_000)) + string.Concat(Enumerable.Repeat("]", 5_000));

        var outcome = await _line.RunAsync(["events", "validate", "--batch", "-"], $$"""{"id":"a","event_type":"PresenceHeartbeat","payload":{"x": {{deep}} } }""");

        ((string?)JsonNode.Parse(outcome.ShouldEnd(ExitCodes.ContractBroken).Output)!["errors"]![0]!["code"]).ShouldBe("NESTING_TOO_DEEP");
    }

    [Theory]
    [InlineData("validate-missing-file", "events", "validate", "nowhere.jsonl")]
    [InlineData("validate-unknown-surface", "events", "validate", "-", "--surface", "inner")]
    [InlineData("validate-two-inputs", "events", "validate", "-", "--batch", "-")]
    [InlineData("validate-invalid", "events", "validate", "bad.jsonl")]
    public async Task Error_OfEveryKind_IsTheApprovedText(string name, params string[] words)
    {
        await File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, "bad.jsonl"), SampleLog.Lines(SampleLog.Event(2, "FocusChanged", BadFocus), "{\"event_id\":\"short\"}"), TestContext.Current.CancellationToken);

        Approval.Match($"Error.{name}", (await _line.RunAsync(words)).Transcript);
    }
}
