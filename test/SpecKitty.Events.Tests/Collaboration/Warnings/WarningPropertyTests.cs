using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Tests.Reduction;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Collaboration.Warnings;

public sealed class WarningPropertyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Derive_AnyLog_IsWhatComparingAllSetsAtEveryEventFinds(bool withWarnings) => Seeds.ForAll(seed =>
    {
        var events = BusyMission.Make(seed, 60, withWarnings);

        WarningDetection.Derive(events).Select(NaiveDetector.Show).ShouldBe(NaiveDetector.Find(events, "M1"));
    });

    [Fact]
    public void Derive_LogsOfEveryKindOfTrouble_IsWhatComparingAllSetsAtEveryEventFinds() => Seeds.ForAll(seed =>
    {
        var events = new RandomLog(seed).Collaboration(60);

        WarningDetection.Derive(events, missionId: "M1").Select(NaiveDetector.Show).ShouldBe(NaiveDetector.Find(events, "M1"));
    });

    [Fact]
    public void Derive_OtherOrderAndCopies_GivesTheSame() => Seeds.ForAll(seed =>
    {
        var trouble = new RandomLog(seed);
        List<Event> events = [.. BusyMission.Make(seed, 60, withWarnings: true), .. trouble.Collaboration(20)];

        var once = WarningDetection.Derive(events);
        var again = WarningDetection.Derive(trouble.Shuffled(events));

        again.ShouldBe(once);
    });

    [Fact]
    public void Derive_ALogWithItsWarningsInIt_GivesNone() => Seeds.ForAll(seed =>
    {
        List<Event> events = [.. BusyMission.Make(seed, 60, withWarnings: true), .. new RandomLog(seed).Collaboration(20)];
        var derived = WarningDetection.Derive(events);
        var clock = events.Select(value => value.LamportClock).DefaultIfEmpty().Max();

        var settled = events.Concat(derived.Select(warning => warning.ToEvent("node-2", ++clock, EventTimestamp.Parse("2026-02-15T12:00:00Z"))));

        WarningDetection.Derive(settled).ShouldBeEmpty();
    });

    [Fact]
    public void AddAndDetect_ALogInOrder_GivesWhatTheWholeLogGives() => Seeds.ForAll(seed =>
    {
        var events = BusyMission.Make(seed, 60, withWarnings: false);

        var (live, log) = Play(events);

        live.ShouldBe(WarningDetection.Derive(events));
        WarningDetection.Derive(log).ShouldBeEmpty();
    });

    [Fact]
    public void AddAndDetect_WarningsOfOthersInBetween_LeavesNoneOutThatNobodyElseTells() => Seeds.ForAll(seed =>
    {
        var events = BusyMission.Make(seed, 60, withWarnings: true);

        var (live, log) = Play(events);

        live.Select(warning => warning.WarningId).ShouldBeUnique();
        WarningDetection.Derive(events).ShouldAllBe(warning => live.Contains(warning));
        WarningDetection.Derive(log).ShouldBeEmpty();
    });

    [Fact]
    public void AddAndDetect_AnyInsertionOrder_AgreesWithTheStatesAndNeverRepeats() => Seeds.ForAll(seed =>
    {
        var events = new RandomLog(seed).Shuffled(BusyMission.Make(seed, 50, withWarnings: true));
        var reduction = new CollaborationReduction(ReductionMode.Permissive, missionId: "M1");
        var ids = new List<string>();
        foreach (var value in events)
        {
            var isKnown = reduction.Find(value.EventId) is not null;
            var (before, without) = (reduction.State, reduction.Log.ToList());
            var found = reduction.AddAndDetect(value);

            found.ShouldBe(isKnown ? [] : WarningDetector.Detect(before, value, reduction.State));
            found.Select(NaiveDetector.Show).ShouldBe(isKnown ? [] : NaiveDetector.FindLate(without, value, reduction.Log), ignoreOrder: true);
            var clock = reduction.LamportClock;
            foreach (var warning in found)
            {
                ids.Add(warning.WarningId);
                reduction.Add(warning.ToEvent("node-2", ++clock, value.Timestamp)).ShouldBeTrue();
            }
        }

        ids.ShouldBeUnique();
    });

    [Fact]
    public void AddAndDetect_AnEndOfSomething_WarnsOfNothing() => Seeds.ForAll(seed =>
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        foreach (var value in BusyMission.Make(seed, 60, withWarnings: false))
        {
            var found = reduction.AddAndDetect(value);

            if (value.EventType is "ParticipantLeft" or "PromptStepExecutionCompleted" || value.Payload.ToString().Contains("inactive", StringComparison.Ordinal))
            {
                found.ShouldBeEmpty();
            }
        }
    });

    [Fact]
    public void ToEvent_AnyDerivedWarning_IsAValidEnvelopeThatAStrictLogTakes() => Seeds.ForAll(seed =>
    {
        foreach (var warning in WarningDetection.Derive(BusyMission.Make(seed, 60, withWarnings: false)).Where(warning => EventValidator.Validate(warning.Cause).Count == 0))
        {
            var told = warning.ToEvent("node-2", warning.Cause.LamportClock + 1, warning.Cause.Timestamp);

            EventValidator.Validate(told).ShouldBeEmpty();
            new EventReader().Read(EventWriter.ToUtf8(told)).ValueOrThrow().ShouldBe(told);
            told.CausationId.ShouldBe(warning.Cause.EventId);
        }
    });

    // As a server does: what an event calls for goes into the log right behind it.
    private static (List<DerivedWarning> Live, IReadOnlyList<Event> Log) Play(IEnumerable<Event> events)
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive, missionId: "M1");
        var live = new List<DerivedWarning>();
        foreach (var value in events)
        {
            foreach (var warning in reduction.AddAndDetect(value))
            {
                live.Add(warning);
                reduction.Add(warning.ToEvent("node-2", reduction.LamportClock + 1, value.Timestamp));
            }
        }

        return (live, reduction.Log);
    }
}
