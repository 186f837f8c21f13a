using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;

namespace SpecKitty.Events.Tests.Collaboration.Warnings;

public sealed class WarningDetectionTests
{
    private readonly MissionScript _mission = new();

    [Fact]
    public void Drivers_TheSecondOnATarget_IsWarnedOfOnce()
    {
        _mission.JoinAll("p-b", "p-a");
        _mission.DriveOn("p-a", "wp:WP01");
        var cause = _mission.DriveOn("p-b", "wp:WP01");
        _mission.Drive("p-b");
        _mission.Heartbeat("p-a");

        var warning = Derive().ShouldHaveSingleItem();

        warning.WarningId.ShouldBe(NaiveDetector.IdOf("drivers", "M1", "wp:WP01", ["p-a", "p-b"]));
        warning.WarningType.ShouldBe("ConcurrentDriverWarning");
        warning.ParticipantIds.ShouldBe(["p-a", "p-b"]);
        warning.Severity.ShouldBe(WarningSeverity.Warning);
        warning.Cause.ShouldBe(cause);
    }

    [Fact]
    public void Drivers_AFocusOnATargetThatIsDriven_IsACauseAsAnIntentIs()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "file:a");
        _mission.DriveOn("p-b", "file:b");
        var cause = _mission.Focus("p-b", "file:a");

        Derive().ShouldHaveSingleItem().Cause.ShouldBe(cause);
    }

    [Fact]
    public void Drivers_WithoutIntent_AreNone()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "file:a");
        _mission.Focus("p-b", "file:a");

        Derive().ShouldBeEmpty();
    }

    [Fact]
    public void Drivers_AThirdOneJoiningAndLeavingAgain_IsASetOfItsOwnOnce()
    {
        _mission.JoinAll("p-a", "p-b", "p-c");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        _mission.DriveOn("p-c", "wp:WP01");
        _mission.Drive("p-c", isActive: false);
        _mission.Drive("p-c");
        _mission.Leave("p-c");

        Derive().Select(warning => string.Join(',', warning.ParticipantIds)).ShouldBe(["p-a,p-b", "p-a,p-b,p-c"]);
    }

    [Fact]
    public void Drivers_ContextsOfOnePrincipal_AreGoodToKnow()
    {
        _mission.Join("p-a", "user-1", ParticipantType.LlmContext);
        _mission.Join("p-b", "user-1", ParticipantType.LlmContext);
        _mission.Join("p-c");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        _mission.DriveOn("p-c", "wp:WP01");

        Derive().Select(warning => warning.Severity).ShouldBe([WarningSeverity.Info, WarningSeverity.Warning]);
    }

    [Fact]
    public void Drivers_TwoWithoutPrincipals_AreNotOnePerson()
    {
        _mission.Join("p-a");
        _mission.Join("p-b");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");

        Derive().ShouldHaveSingleItem().Severity.ShouldBe(WarningSeverity.Warning);
    }

    [Fact]
    public void Steps_OneStepOnOneWorkPackage_AreOneWarning()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.StartStep("p-a", "s1", "WP01");
        _mission.StartStep("p-b", "s1", "WP01");

        var warning = Derive().ShouldHaveSingleItem();

        warning.WarningId.ShouldBe(NaiveDetector.IdOf("step", "M1", "s1", ["p-a", "p-b"]));
        warning.StepId.ShouldBe("s1");
        warning.WpId.ShouldBe("WP01");
    }

    [Fact]
    public void Steps_OtherStepsOnOneWorkPackage_AreAWarningOfTheWorkPackage()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.StartStep("p-a", "s1", "WP01");
        _mission.StartStep("p-b", "s2", "WP01");

        Derive().ShouldHaveSingleItem().WarningId.ShouldBe(NaiveDetector.IdOf("wp", "M1", "WP01", ["p-a", "p-b"]));
    }

    [Fact]
    public void Steps_MoreOnTheWorkPackageThanOnTheStep_AreTwoWarnings()
    {
        _mission.JoinAll("p-a", "p-b", "p-c");
        _mission.StartStep("p-a", "s1", "WP01");
        _mission.StartStep("p-b", "s2", "WP01");
        _mission.StartStep("p-c", "s1", "WP01");

        Derive().Skip(1).Select(warning => (warning.WarningId[..3], string.Join(',', warning.ParticipantIds))).ShouldBe([("ste", "p-a,p-c"), ("wp-", "p-a,p-b,p-c")]);
    }

    // Both are known: one that says which work package, and one that says which step.
    [Fact]
    public void Steps_AWarningOfTheWorkPackage_SaysNothingOfALaterMeetingOnItsStep()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.StartStep("p-a", "s1", "WP01");
        var cause = _mission.StartStep("p-b", "s2", "WP01");
        _mission.Events.Add(Derive()[0].ToEvent("server", cause.LamportClock + 1, cause.Timestamp));
        _mission.StartStep("p-a", "s2", "WP01");

        Derive().ShouldHaveSingleItem().WarningId.ShouldBe(NaiveDetector.IdOf("step", "M1", "s2", ["p-a", "p-b"]));
    }

    [Fact]
    public void Steps_AWarningOfAnybody_CoversItsStepAndItsWorkPackage()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.StartStep("p-a", "s1", "WP01");
        _mission.StartStep("p-b", "s2", "WP01");
        _mission.StartStep("p-b", "s1", "WP01");
        _mission.WarnStep("theirs", "s1", "WP01", "p-b", "p-a");

        Derive().ShouldBeEmpty();
    }

    [Fact]
    public void Warning_OfAnybodyWithTheSameSetAndTarget_IsKnown()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        _mission.WarnDrivers("theirs", "wp:WP01", "p-b", "p-a");

        Derive().ShouldBeEmpty();
    }

    [Fact]
    public void Steps_WithoutAName_MeetOnTheirWorkPackageAlone()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.StartStep("p-a", "", "WP01");
        _mission.StartStep("p-b", "", "WP01");

        Derive().ShouldHaveSingleItem().WarningId.ShouldBe(NaiveDetector.IdOf("wp", "M1", "WP01", ["p-a", "p-b"]));
    }

    [Fact]
    public void Warning_ThatWasToldAnewWithOtherFacts_StillCountsForWhatItSaidFirst()
    {
        _mission.JoinAll("p-a", "p-b", "p-c");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        _mission.WarnDrivers("theirs", "wp:WP01", "p-a", "p-b");
        _mission.DriveOn("p-c", "wp:WP01");
        _mission.WarnDrivers("theirs", "wp:WP01", "p-a", "p-b", "p-c");

        Derive().ShouldBeEmpty();
    }

    [Fact]
    public void Warning_ThatIsOnlyAcknowledged_IsNotKnown()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.Acknowledge("p-a", NaiveDetector.IdOf("drivers", "M1", "wp:WP01", ["p-a", "p-b"]), Acknowledgement.Hold);
        _mission.DriveOn("p-b", "wp:WP01");

        Derive().ShouldHaveSingleItem();
    }

    [Fact]
    public void Missions_OfOneLog_AreLookedAtEachByItself()
    {
        var other = new MissionScript("M2");
        foreach (var mission in new[] { _mission, other })
        {
            mission.JoinAll("p-a", "p-b");
            mission.DriveOn("p-a", "wp:WP01");
            mission.DriveOn("p-b", "wp:WP01");
        }

        var renumbered = other.Events.Select((value, i) => value with { EventId = SampleEvents.Id(1000 + i) });
        List<Event> log = [.. _mission.Events, .. renumbered];

        WarningDetection.Derive(log).Select(warning => warning.MissionId).ShouldBe(["M1", "M2"]);
        WarningDetection.Derive(log, missionId: "M2").Select(warning => warning.MissionId).ShouldBe(["M2"]);
    }

    [Fact]
    public void Missions_OfOneNameInTwoProjects_AreTwo()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "wp:WP01");
        var other = new MissionScript();
        other.JoinAll("p-a", "p-b");
        other.DriveOn("p-b", "wp:WP01");
        var elsewhere = other.Events.Select((value, i) => value with { EventId = SampleEvents.Id(1000 + i), ProjectUuid = Guid.AllBitsSet });
        List<Event> log = [.. _mission.Events, .. elsewhere];

        WarningDetection.Derive(log).ShouldBeEmpty();
        WarningDetection.Derive(log, missionId: "M1").ShouldBeEmpty();
        log.AddRange([_mission.Focus("p-b", "wp:WP01"), _mission.Drive("p-b")]);
        WarningDetection.Derive(log).ShouldHaveSingleItem().Cause.ProjectUuid.ShouldBe(MissionScript.Project);
    }

    // Which of two contents is kept is settled for the whole log: a mission must not see the one that was set aside.
    [Fact]
    public void Missions_OneIdWithContentsOfTwo_CountsForTheOneThatIsKept()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "wp:WP01");
        var cause = _mission.DriveOn("p-b", "wp:WP01");
        var other = new MissionScript("M2");
        var earlier = other.Heartbeat("p-b") with { EventId = cause.EventId, LamportClock = 1 };

        WarningDetection.Derive([.. _mission.Events, earlier], missionId: "M1").ShouldBeEmpty();
    }

    [Fact]
    public void Roster_WhomTheLogNeverSawJoin_CountsToo()
    {
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        var roster = new[] { "p-a", "p-b" }.ToDictionary(id => id, id => new ParticipantIdentity { ParticipantId = id, ParticipantType = ParticipantType.Human }, StringComparer.Ordinal);

        Derive().ShouldBeEmpty();
        WarningDetection.Derive(_mission.Events, roster).ShouldHaveSingleItem();
    }

    [Fact]
    public void AddAndDetect_AnOverlapThatIsLongOver_IsNotWarnedOfLate()
    {
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "wp:WP01");
        var late = _mission.DriveOn("p-b", "wp:WP01");
        _mission.Leave("p-b");
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        reduction.AddRange(_mission.Events.Where(value => value != late));

        reduction.AddAndDetect(late).ShouldBeEmpty();
        Derive().ShouldHaveSingleItem();
    }

    [Fact]
    public void AddAndDetect_ALateEventThatStillHolds_IsWarnedOfWithTodaysSet()
    {
        _mission.JoinAll("p-a", "p-b", "p-c");
        _mission.DriveOn("p-a", "wp:WP01");
        var late = _mission.DriveOn("p-b", "wp:WP01");
        _mission.DriveOn("p-c", "wp:WP01");
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        foreach (var value in _mission.Events.Where(value => value != late))
        {
            reduction.AddAndDetect(value);
        }

        reduction.AddAndDetect(late).ShouldHaveSingleItem().ParticipantIds.ShouldBe(["p-a", "p-b", "p-c"]);
    }

    [Fact]
    public void AddAndDetect_AStrictViolation_CallsForNothing()
    {
        _mission.JoinAll("p-a");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP01");
        var reduction = new CollaborationReduction();

        _mission.Events.SelectMany(reduction.AddAndDetect).ShouldBeEmpty();
    }

    private IReadOnlyList<DerivedWarning> Derive() => WarningDetection.Derive(_mission.Events);
}
