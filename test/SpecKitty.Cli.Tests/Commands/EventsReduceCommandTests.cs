using System.Text.Json.Nodes;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class EventsReduceCommandTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Reduce_ALogOnStandardInput_PrintsTheStateOnOneLine()
    {
        var outcome = await _line.RunAsync(["events", "reduce"], SampleLog.Lines(SampleLog.Heartbeat, SampleLog.Join));

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
        outcome.Output.ShouldEndWith("}\n");
        outcome.Line.ShouldNotContain('\n');
        var state = JsonNode.Parse(outcome.Output)!;
        ((int)state["event_count"]!).ShouldBe(2);
        ((string?)state["mission_id"]).ShouldBe("M1");
    }

    [Fact]
    public async Task Reduce_AByteOrderMarkCrlfAndBlankLines_GiveTheSameBytes()
    {
        var plain = await _line.RunAsync(["events", "reduce", "-"], SampleLog.Lines(SampleLog.Join, SampleLog.Heartbeat));

        var windows = await _line.RunAsync(["events", "reduce", "-"], $"\uFEFF\r\n{SampleLog.Join}\r\n \t\r\n{SampleLog.Heartbeat}");

        windows.ShouldEnd(ExitCodes.Fine).Output.ShouldBe(plain.Output);
    }

    [Fact]
    public async Task Reduce_AStrictViolation_IsOneJsonObjectOnStandardErrorAndNothingElse()
    {
        var outcome = await _line.RunAsync(["events", "reduce", "-"], SampleLog.Lines(SampleLog.Join, SampleLog.Stranger));

        outcome.ShouldEnd(ExitCodes.StrictViolation).Output.ShouldBe("");
        var error = JsonNode.Parse(outcome.Error)!.AsObject();
        error.Select(member => member.Key).ShouldBe(["kind", "event_id", "event_type", "participant_id", "message"]);
        ((string?)error["kind"]).ShouldBe("UNKNOWN_PARTICIPANT");
        ((string?)error["event_id"]).ShouldBe(SampleLog.Id(3));
        ((string?)error["event_type"]).ShouldBe("CommentPosted");
        ((string?)error["participant_id"]).ShouldBe("p-eve");
        ((string?)error["message"]).ShouldNotBeNullOrEmpty();
        outcome.Error.TrimEnd('\n').ShouldNotContain('\n');
    }

    [Fact]
    public async Task Reduce_Permissive_RecordsWhatStrictRefuses()
    {
        var outcome = await _line.RunAsync(["events", "reduce", "-", "--mode", "permissive"], SampleLog.Lines(SampleLog.Join, SampleLog.Stranger));

        outcome.ShouldEnd(ExitCodes.Fine);
        ((string?)JsonNode.Parse(outcome.Output)!["anomalies"]![0]!["code"]).ShouldBe("UNKNOWN_PARTICIPANT");
    }

    [Fact]
    public async Task Reduce_ARoster_SeatsWhomTheLogNeverSawJoin()
    {
        await WriteAsync("roster.json", "\uFEFF" + SampleLog.Roster);
        await WriteAsync("tail.jsonl", SampleLog.Lines(SampleLog.Heartbeat));

        (await _line.RunAsync("events", "reduce", "tail.jsonl")).ShouldEnd(ExitCodes.StrictViolation);
        var seated = await _line.RunAsync("events", "reduce", "tail.jsonl", "--roster", "roster.json");

        seated.ShouldEnd(ExitCodes.Fine);
        ((string?)JsonNode.Parse(seated.Output)!["participants"]!["p-ada"]!["display_name"]).ShouldBe("Ada");
    }

    [Fact]
    public async Task Reduce_AMission_LeavesTheOthersOut()
    {
        var outcome = await _line.RunAsync(["events", "reduce", "-", "--mission", "M2", "--mode", "permissive"], SampleLog.Lines(SampleLog.Join));

        outcome.ShouldEnd(ExitCodes.Fine);
        var state = JsonNode.Parse(outcome.Output)!;
        ((string?)state["mission_id"]).ShouldBe("M2");
        ((string?)state["anomalies"]![0]!["code"]).ShouldBe("FOREIGN_MISSION");
    }

    [Fact]
    public async Task Reduce_NoEvents_IsTheStateOfAnEmptyLog()
    {
        foreach (var reducer in new[] { "collaboration", "status", "lifecycle", "board" })
        {
            var outcome = await _line.RunAsync(["events", "reduce", "-", "--reducer", reducer], "\n\n");

            outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldContain("no events");
            ((int)JsonNode.Parse(outcome.Output)!["event_count"]!).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Reduce_ToABoard_ShowsEachWorkPackageInBothVocabulariesWithItsHistory()
    {
        var log = SampleLog.Lines(
            SampleLog.Event(3, "HistoryAdded", """{"wp_id":"WP01","entry_type":"note","entry_content":"under way"}"""),
            SampleLog.Event(2, "WPStatusChanged", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}"""),
            SampleLog.Event(1, "WPCreated", """{"wp_id":"WP01","title":"Board","feature_slug":"001-board"}"""));

        var outcome = await _line.RunAsync(["events", "reduce", "-", "--reducer", "board"], log);

        var card = JsonNode.Parse(outcome.ShouldEnd(ExitCodes.Fine).Output)!["work_packages"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)card["feature_slug"]).ShouldBe("001-board");
        ((string?)card["lane"]).ShouldBe("in_progress");
        ((string?)card["sync_lane"]).ShouldBe("doing");
        card["history"]!.AsArray().Select(entry => (string?)entry!["event_type"]).ShouldBe(["WPCreated", "WPStatusChanged", "HistoryAdded"]);
    }

    [Fact]
    public async Task Reduce_BadLinesFarApart_AreAllNamedWithTheirNumbers()
    {
        var many = Enumerable.Range(1, 20_000).Select(clock => SampleLog.Event(clock % 1000, "PhaseEntered", "{}")).ToArray();
        many[17] = "{}";
        many[19_998] = "not json";

        var outcome = await _line.RunAsync(["events", "reduce", "-"], SampleLog.Lines(many));

        outcome.ShouldEnd(ExitCodes.ContractBroken).Output.ShouldBe("");
        outcome.Error.ShouldContain("line 18: MISSING_FIELD at event_id: ");
        outcome.Error.ShouldContain("line 19999: MALFORMED_JSON at the root: ");
        outcome.Error.ShouldContain("error: 2 of 20000 lines of standard input are no valid envelopes");
    }

    [Fact]
    public async Task Batch_LinesOfEveryKind_AreAnsweredInOrderWithTheirIds()
    {
        var lines = SampleLog.Lines(
            $$"""{"id":"fine","events":[{{SampleLog.Join}}]}""",
            $$"""{"id":7,"mode":"permissive","events":[{{SampleLog.Stranger}}]}""",
            $$"""{"id":"stranger","reducer":"collaboration","mode":"strict","roster":{{SampleLog.Roster}},"events":[{{SampleLog.Heartbeat}},{{SampleLog.Stranger}}]}""",
            """{"id":"bad envelope","events":["{\"a\":1}"]}""");

        var outcome = await _line.RunAsync(["events", "reduce", "--batch", "-"], lines);

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
        var answers = Vectors.Parse(outcome.Output);
        answers.Select(answer => answer["id"]!.ToJsonString()).ShouldBe(["\"fine\"", "7", "\"stranger\"", "\"bad envelope\""]);
        answers[0]["state"].ShouldNotBeNull();
        answers[1]["state"].ShouldNotBeNull();
        ((string?)answers[2]["error"]!["kind"]).ShouldBe("UNKNOWN_PARTICIPANT");
        ((string?)answers[2]["error"]!["participant_id"]).ShouldBe("p-eve");
        ((string?)answers[3]["error"]!["kind"]).ShouldBe("INVALID_INPUT");
        answers[3]["error"]!["errors"]!.AsArray().Select(fault => (string?)fault!["path"]).ShouldContain("events.0.event_id");
    }

    [Theory]
    [InlineData("""{"id":"a","events":[""", "", "\"a\"")]
    [InlineData("""{"id":"a","events":[]} x""", "", "\"a\"")]
    [InlineData("""[1]""", "", null)]
    [InlineData("""{"id":"a","id":"b","events":[]}""", "", "\"a\"")]
    [InlineData("""{"id":"a"}""", "events", "\"a\"")]
    [InlineData("""{"id":"a","events":{}}""", "events", "\"a\"")]
    [InlineData("""{"id":"a","reducer":"Status","events":[]}""", "reducer", "\"a\"")]
    [InlineData("""{"id":"a","mode":1,"events":[]}""", "mode", "\"a\"")]
    [InlineData("""{"id":"a","roster":[],"events":[]}""", "roster", "\"a\"")]
    [InlineData("""{"id":"a","roster":{"p":{"participant_id":"p","participant_type":"robot"}},"events":[]}""", "roster.p.participant_type", "\"a\"")]
    [InlineData("""{"id":"a","roster":{"p":{"participant_id":"q","participant_type":"human"}},"events":[]}""", "roster.p.participant_id", "\"a\"")]
    [InlineData("""{"id":{},"roster":{"p":null},"events":[]}""", "roster.p", null)]
    public async Task Batch_AMalformedLine_IsAnsweredAndFailsTheWhole(string line, string path, string? id)
    {
        var outcome = await _line.RunAsync(["events", "reduce", "--batch", "-"], SampleLog.Lines($$"""{"id":"before","events":[{{SampleLog.Join}}]}""", line, """{"id":"after","events":[]}"""));

        outcome.ShouldEnd(ExitCodes.ContractBroken).Error.ShouldContain("line 2: ");
        var answers = Vectors.Parse(outcome.Output);
        answers.Count.ShouldBe(3);
        answers[0]["state"].ShouldNotBeNull();
        answers[2]["state"].ShouldNotBeNull();
        answers[1]["id"]?.ToJsonString().ShouldBe(id);
        ((string?)answers[1]["error"]!["kind"]).ShouldBe("INVALID_INPUT");
        answers[1]["error"]!["errors"]!.AsArray().Select(fault => (string?)fault!["path"]).ShouldBe([path]);
    }

    [Fact]
    public async Task Batch_HalfACharacterInAnEnvelopesText_IsAFaultOfThatEnvelope()
    {
        var outcome = await _line.RunAsync(["events", "reduce", "--batch", "-"], """{"id":"a","events":["\ud800"]}""");

        outcome.ShouldEnd(ExitCodes.Fine);
        ((string?)JsonNode.Parse(outcome.Output)!["error"]!["errors"]![0]!["code"]).ShouldBe("INVALID_TEXT");
    }

    [Theory]
    [InlineData("reduce-missing-file", "events", "reduce", "nowhere.jsonl")]
    [InlineData("reduce-directory", "events", "reduce", ".")]
    [InlineData("reduce-unknown-reducer", "events", "reduce", "-", "--reducer", "gates")]
    [InlineData("reduce-two-inputs", "events", "reduce", "log.jsonl", "--batch", "logs.jsonl")]
    [InlineData("reduce-batch-roster", "events", "reduce", "--batch", "-", "--roster", "roster.json")]
    [InlineData("reduce-status-roster", "events", "reduce", "-", "--reducer", "status", "--roster", "roster.json")]
    [InlineData("reduce-board-mission", "events", "reduce", "-", "--reducer", "board", "--mission", "M1")]
    [InlineData("reduce-stdin-twice", "events", "reduce", "--roster", "-")]
    [InlineData("reduce-roster-missing", "events", "reduce", "-", "--roster", "nowhere.json")]
    [InlineData("reduce-roster-faults", "events", "reduce", "-", "--roster", "bad-roster.json")]
    [InlineData("reduce-roster-no-json", "events", "reduce", "-", "--roster", "log.jsonl")]
    [InlineData("reduce-bad-lines", "events", "reduce", "bad.jsonl")]
    [InlineData("reduce-strict-violation", "events", "reduce", "log.jsonl")]
    [InlineData("reduce-batch-malformed", "events", "reduce", "--batch", "bad.jsonl")]
    public async Task Error_OfEveryKind_IsTheApprovedText(string name, params string[] words)
    {
        await WriteAsync("log.jsonl", SampleLog.Lines(SampleLog.Join, SampleLog.Stranger));
        await WriteAsync("bad.jsonl", SampleLog.Lines(SampleLog.Join, "{\"event_id\":\"short\"}", "oops"));
        await WriteAsync("roster.json", SampleLog.Roster);
        await WriteAsync("bad-roster.json", """{"p-1":{"participant_id":"p-2","participant_type":"human"},"p-3":{"participant_type":"robot"},"p-4":"Ada"}""");

        Approval.Match($"Error.{name}", (await _line.RunAsync(words)).Transcript);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, name), text);
}
