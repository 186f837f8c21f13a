using System.Text.Json.Nodes;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class EventsWarningsCommandTests : IDisposable
{
    private static readonly string Log = SampleLog.Lines(
        Join(1, "p-ada", "user-1"),
        Join(2, "p-bob", "user-2"),
        SampleLog.Event(3, "FocusChanged", """{"participant_id":"p-ada","mission_id":"M1","focus_target":{"target_type":"wp","target_id":"WP01"}}"""),
        SampleLog.Event(4, "FocusChanged", """{"participant_id":"p-bob","mission_id":"M1","focus_target":{"target_type":"wp","target_id":"WP01"}}"""),
        SampleLog.Event(5, "DriveIntentSet", """{"participant_id":"p-ada","mission_id":"M1","intent":"active"}"""),
        SampleLog.Event(6, "DriveIntentSet", """{"participant_id":"p-bob","mission_id":"M1","intent":"active"}"""));

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Warnings_InAPipe_AreOneJsonObjectALine()
    {
        var outcome = await _line.RunAsync(["events", "warnings"], Log);

        var warning = JsonNode.Parse(outcome.ShouldEnd(ExitCodes.Fine).Line)!.AsObject();
        warning.Select(member => member.Key).ShouldBe(["warning_id", "warning_type", "severity", "mission_id", "causation_id", "causation_type", "caused_at", "payload"]);
        ((string?)warning["severity"]).ShouldBe("warning");
        ((string?)warning["causation_id"]).ShouldBe(SampleLog.Id(6));
        warning["payload"]!["participant_ids"]!.AsArray().Select(id => (string?)id).ShouldBe(["p-ada", "p-bob"]);
        outcome.Error.ShouldBe("");
    }

    [Fact]
    public async Task Warnings_AtATerminal_AreATable()
    {
        _line.OutputIsTerminal = true;
        _line.Environment["NO_COLOR"] = "1";

        var outcome = await _line.RunAsync(["events", "warnings", "-"], Log);

        Approval.Match("Output.events-warnings", outcome.ShouldEnd(ExitCodes.Fine).Output);
    }

    [Fact]
    public async Task Warnings_AppendedAsEvents_AreInTheStateAndNotDerivedAgain()
    {
        var events = (await _line.RunAsync(["events", "warnings", "--events"], Log)).ShouldEnd(ExitCodes.Fine).Output;

        var state = JsonNode.Parse((await _line.RunAsync(["events", "reduce"], Log + events)).ShouldEnd(ExitCodes.Fine).Output)!;
        var again = await _line.RunAsync(["events", "warnings"], Log + events);

        state["warnings"]!.AsArray().Count.ShouldBe(1);
        (await _line.RunAsync(["events", "validate"], events)).ShouldEnd(ExitCodes.Fine);
        again.ShouldEnd(ExitCodes.Fine).Output.ShouldBe("");
        again.Error.ShouldContain("no warning");
    }

    [Fact]
    public async Task Warnings_OfAnotherMission_AreLeftOut() =>
        (await _line.RunAsync(["events", "warnings", "--mission", "M2"], Log)).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("");

    [Fact]
    public async Task Warnings_ARoster_SeatsWhomTheLogNeverSawJoin()
    {
        var tail = string.Concat(Log.Split('\n').Skip(1).Select(line => line + "\n"));
        await File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, "roster.json"), SampleLog.Roster);

        (await _line.RunAsync(["events", "warnings"], tail)).ShouldEnd(ExitCodes.Fine).Output.ShouldBe("");
        (await _line.RunAsync(["events", "warnings", "--roster", "roster.json"], tail)).ShouldEnd(ExitCodes.Fine).Line.ShouldContain("p-ada");
    }

    [Fact]
    public async Task Warnings_ABadLine_DerivesNothing()
    {
        var outcome = await _line.RunAsync(["events", "warnings"], Log + "{}\n");

        outcome.ShouldEnd(ExitCodes.ContractBroken).Output.ShouldBe("");
        outcome.Error.ShouldContain("so nothing was derived");
    }

    [Fact]
    public async Task Warnings_JsonAndEvents_AreNotBothPrinted() =>
        (await _line.RunAsync(["events", "warnings", "--json", "--events"], Log)).ShouldEnd(ExitCodes.Misuse).Error.ShouldContain("--events");

    private static string Join(int clock, string id, string principal) => SampleLog.Event(
        clock, "ParticipantJoined", $$$"""{"participant_id":"{{{id}}}","mission_id":"M1","participant_identity":{"participant_id":"{{{id}}}","participant_type":"human"},"auth_principal_id":"{{{principal}}}"}""");
}
