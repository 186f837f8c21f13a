using System.Text.Json.Nodes;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Conformance.Report;
using SpecKitty.Conformance.Runner;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Tests.Runner;

public sealed class ConformanceRunnerTests
{
    private static readonly ConformanceKit Kit = ConformanceKit.LoadEmbedded();

    public static TheoryData<string> Ids => new(Kit.Manifest.Fixtures.Where(fixture => fixture.Kind != FixtureKind.Lanes).Select(fixture => fixture.Id));

    // A check that cannot fail proves nothing, so every single fixture is turned round once.
    [Theory]
    [MemberData(nameof(Ids))]
    public void Run_FixtureWithAWrongExpectation_Fails(string id)
    {
        var fixture = Kit.Manifest.Fixtures.Single(fixture => fixture.Id == id);
        var wrong = fixture.Expected switch
        {
            ExpectedOutcome.Valid => fixture with { Expected = ExpectedOutcome.Invalid, ExpectedFaults = [new ExpectedFault(null, ValidationLayer.Model, ContractErrorCode.RuleBroken, "none")] },
            ExpectedOutcome.Invalid => fixture with { ExpectedFaults = [.. fixture.ExpectedFaults.Skip(1)] },
            ExpectedOutcome.Golden when fixture.Kind == FixtureKind.Envelope => fixture with { GoldenPath = "payloads/contract/valid/mission_started.json" },
            ExpectedOutcome.Golden => fixture with { GoldenPath = Kit.Manifest.Fixtures.First(other => other.Reducer == fixture.Reducer && other.GoldenPath is not null && other.GoldenPath != fixture.GoldenPath).GoldenPath },
            _ => fixture with { ExpectedError = fixture.ExpectedError! with { Kind = CollaborationAnomalyCode.ForeignMission } },
        };

        var outcome = new ConformanceRunner().Run(wrong, Kit.Files);

        outcome.Status.ShouldBe(FixtureStatus.Failed);
        outcome.Differences.ShouldNotBeEmpty();
    }

    [Fact]
    public void Run_ManifestWithWrongExpectations_ReportsExactlyThose()
    {
        using var copy = TemporaryKit.OfEmbedded();
        copy.Change("contract-drive_intent_set-valid", entry =>
        {
            entry["expected"] = "invalid";
            entry["expected_code"] = "TOO_SHORT";
            entry["expected_path"] = "participant_id";
            entry["layer"] = "both";
        });
        copy.Change("contract-wp_status_changed-alias-lane-invalid", entry => entry["layer"] = "both");
        copy.Change("contract-mission_completed-no-phase-invalid", entry => entry["expected_path"] = "phase");
        copy.Change("collaboration-unknown-participant-strict", entry => entry["expected_error"]!["participant_id"] = "participant-stranger");
        copy.Change("collaboration-session-linking", entry => entry["expected"] = "collaboration/valid/participant-lifecycle_output.json");
        copy.Change("envelope-timestamp-three-digits", entry => entry["expected"] = "envelopes/valid/timestamp-leap-day_output.json");
        var lanes = JsonNode.Parse(File.ReadAllText(Path.Combine(copy.Folder, "lanes/canonical-to-sync.json")))!;
        lanes["cases"]![0]!["expected"] = "done";
        copy.Write("lanes/canonical-to-sync.json", lanes.ToJsonString());
        copy.Write("reductions/status/forced.jsonl", "{}\n");
        copy.Write("lanes/terminal.json", """{"function":"is_round","cases":[{"lane":"done","expected":true}]}""");
        copy.Write("lanes/aliases.json", """{"function":"normalize","cases":[]}""");
        copy.Write("lanes/collapse.json", "[");

        var report = new ConformanceRunner().Run(ConformanceKit.Load(copy.ManifestPath));

        report.Outcomes.Where(outcome => outcome.Status == FixtureStatus.Failed).Select(outcome => outcome.Fixture.Id).ShouldBe(
            [
                "contract-drive_intent_set-valid", "contract-wp_status_changed-alias-lane-invalid", "contract-mission_completed-no-phase-invalid", "collaboration-unknown-participant-strict",
                "collaboration-session-linking", "envelope-timestamp-three-digits", "lanes-canonical-to-sync", "status-forced", "lanes-terminal", "lanes-aliases", "lanes-collapse",
            ],
            ignoreOrder: true);
        report.Failed.ShouldBe(11);
        report.Passed.ShouldBe(report.Outcomes.Count - 11);
        report.IsPassed.ShouldBeFalse();
        Outcome(report, "contract-wp_status_changed-alias-lane-invalid").Differences.ShouldBe(["not found: model NOT_IN_VOCABULARY at to_lane"]);
        Outcome(report, "contract-mission_completed-no-phase-invalid").Differences.ShouldContain("not expected: schema MISSING_FIELD at final_phase");
        Outcome(report, "status-forced").Differences.ShouldContain("line 1: event_id is required and is missing: add it.");
    }

    [Fact]
    public void Run_ForgottenEvent_Differs()
    {
        using var copy = TemporaryKit.OfEmbedded();
        var log = Path.Combine(copy.Folder, "collaboration/valid/decision-with-comments.jsonl");
        File.WriteAllLines(log, File.ReadAllLines(log).Where(line => !line.Contains("comment-3", StringComparison.Ordinal) || line.Contains("reply_to\":\"comment-3", StringComparison.Ordinal)));

        var report = new ConformanceRunner().Run(ConformanceKit.Load(copy.ManifestPath));

        var outcome = report.Outcomes.Single(outcome => outcome.Status == FixtureStatus.Failed);
        outcome.Fixture.Id.ShouldBe("collaboration-decision-with-comments");
        outcome.Differences.ShouldContain("event_count: expected 15; came 14");
    }

    [Fact]
    public void Run_OlderVersionOfTheContract_LeavesLaterFixturesOut()
    {
        var report = new ConformanceRunner(new Version(2, 0, 0)).Run(Kit);

        report.IsPassed.ShouldBeTrue();
        report.NotApplicable.ShouldBe(Kit.Manifest.Fixtures.Count(fixture => fixture.MinVersion > new Version(2, 0, 0)));
        report.NotApplicable.ShouldBeGreaterThan(0);
        report.Passed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Run_MissingFile_FailsThatFixtureAlone()
    {
        using var copy = TemporaryKit.OfEmbedded();
        var kit = ConformanceKit.Load(copy.ManifestPath);
        File.Delete(Path.Combine(copy.Folder, "lanes/terminal.json"));

        var report = new ConformanceRunner().Run(kit);

        report.Outcomes.Single(outcome => outcome.Status == FixtureStatus.Failed).Differences.ShouldBe(["The kit has no file lanes/terminal.json."]);
    }

    private static FixtureOutcome Outcome(ConformanceReport report, string id) => report.Outcomes.Single(outcome => outcome.Fixture.Id == id);
}
