using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Tests.Reduction;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Collaboration.Warnings;

public sealed class WarningAssessmentTests
{
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(10);
    private static readonly Dictionary<string, EquatableSet> NobodyLeft = [];
    private readonly MissionScript _mission = new();

    public WarningAssessmentTests()
    {
        _mission.JoinAll("p-a", "p-b", "p-c");
        _mission.WarnDrivers("w1", "wp:WP01", "p-a", "p-b");
    }

    [Fact]
    public void Standing_NobodyAnswered_IsOpen()
    {
        var status = Assess(TimeSpan.Zero);

        status.Standing.ShouldBe(WarningStanding.Open);
        status.Awaiting.ShouldBe(["p-a", "p-b"]);
    }

    [Theory]
    [InlineData(Acknowledgement.Continue)]
    [InlineData(Acknowledgement.Hold)]
    [InlineData(Acknowledgement.Reassign)]
    [InlineData(Acknowledgement.Defer)]
    public void Standing_EveryAnswer_SettlesItForItsParticipant(Acknowledgement answer)
    {
        _mission.Acknowledge("p-b", "w1", answer);

        var status = Assess(TimeSpan.FromHours(1));

        status.Standing.ShouldBe(WarningStanding.PartlyAcknowledged);
        status.Awaiting.ShouldBe(["p-a"]);
        status.IsOverdue.ShouldBeFalse();
        status.DueAt.ShouldBeNull();
    }

    [Fact]
    public void Standing_AllAnswered_IsSettled()
    {
        _mission.Acknowledge("p-b", "w1", Acknowledgement.Hold);
        _mission.Acknowledge("p-a", "w1", Acknowledgement.Continue);

        Assess(TimeSpan.Zero).Standing.ShouldBe(WarningStanding.Settled);
    }

    [Fact]
    public void Standing_WhoHasLeft_IsNotWaitedFor()
    {
        _mission.Leave("p-b");
        Assess(TimeSpan.Zero).Awaiting.ShouldBe(["p-a"]);

        _mission.Leave("p-a");
        Assess(TimeSpan.FromHours(1)).Standing.ShouldBe(WarningStanding.Settled);
    }

    // Two overlap, nobody answers, both vanish; the next morning both are back, and neither does what it was warned of.
    [Fact]
    public void Standing_WhoHasLeftAndIsBack_IsNotWaitedForAgain()
    {
        _mission.Leave("p-a");
        _mission.Leave("p-b");
        _mission.JoinAll("p-a", "p-b");

        var status = Assess(TimeSpan.FromHours(12));

        status.Standing.ShouldBe(WarningStanding.Settled);
        status.IsOverdue.ShouldBeFalse();
    }

    // The set is not warned of a second time, so the old warning is the one that lacks an answer.
    [Fact]
    public void Standing_WhoIsBackAndOverlapsAnew_IsWaitedForAsLongAsTheyDo()
    {
        _mission.Acknowledge("p-c", "w1", Acknowledgement.Continue);
        _mission.Leave("p-a");
        _mission.Leave("p-b");
        _mission.JoinAll("p-a", "p-b");
        _mission.DriveOn("p-a", "wp:WP01");
        _mission.DriveOn("p-c", "wp:WP01");
        _mission.DriveOn("p-b", "wp:WP02");
        Assess(TimeSpan.Zero).Standing.ShouldBe(WarningStanding.Settled);

        _mission.Focus("p-b", "wp:WP01");
        Assess(TimeSpan.Zero).Awaiting.ShouldBe(["p-a", "p-b"]);

        _mission.Drive("p-b", isActive: false);
        Assess(TimeSpan.Zero).Standing.ShouldBe(WarningStanding.Settled);
    }

    [Theory]
    [InlineData("s1", null)]
    [InlineData("s2", "WP01")]
    public void Standing_WhoIsBackAndRunsItAnew_IsWaitedFor(string step, string? workPackage)
    {
        _mission.WarnStep("w2", "s1", "WP01", "p-a", "p-b");
        _mission.Leave("p-a");
        _mission.JoinAll("p-a");
        _mission.StartStep("p-a", "s3", "WP02");
        _mission.StartStep("p-b", step, workPackage);
        Assess(TimeSpan.Zero, warning: 1).Awaiting.ShouldBe(["p-b"]);

        _mission.StartStep("p-a", step, workPackage);

        Assess(TimeSpan.Zero, warning: 1).Awaiting.ShouldBe(["p-a", "p-b"]);
    }

    [Fact]
    public void Standing_WhoHadLeftBeforeItWasRaised_IsWaitedFor()
    {
        _mission.Leave("p-a");
        _mission.JoinAll("p-a");
        _mission.WarnDrivers("w2", "wp:WP02", "p-a", "p-b");

        Assess(TimeSpan.Zero, warning: 1).Awaiting.ShouldBe(["p-a", "p-b"]);
        Assess(TimeSpan.Zero).Awaiting.ShouldBe(["p-b"]);
    }

    [Fact]
    public void Standing_WhoIsNamedFromALaterTellingOn_CountsFromThere()
    {
        _mission.Leave("p-c");
        _mission.Leave("p-b");
        _mission.JoinAll("p-b", "p-c");
        _mission.WarnDrivers("w1", "wp:WP01", "p-a", "p-b", "p-c");
        Assess(TimeSpan.Zero).Awaiting.ShouldBe(["p-a", "p-c"]);

        _mission.Leave("p-c");
        _mission.JoinAll("p-c");

        Assess(TimeSpan.Zero).Awaiting.ShouldBe(["p-a"]);
    }

    // Against the states of every place: who was on the roster before an event and not after it has left there.
    [Fact]
    public void Departures_AnyOrderAndAnyPlace_AreThoseThatTheStatesShow() => Seeds.ForAll(seed =>
    {
        var random = new RandomLog(seed);
        List<Event> events = [.. seed % 2 == 0 ? BusyMission.Make(seed, 40, withWarnings: true) : random.Collaboration(40)];
        var whole = new CollaborationReduction(ReductionMode.Permissive, missionId: "M1");
        foreach (var value in random.Shuffled(events))
        {
            whole.Add(value);
            _ = whole.Departures;
        }

        var walk = new CollaborationReduction(ReductionMode.Permissive, missionId: "M1");
        var states = new List<CollaborationState> { walk.State };
        foreach (var value in whole.Log)
        {
            walk.Add(value);
            states.Add(walk.State);
        }

        Show(whole.Departures).ShouldBe(DeparturesOf(states));
    });

    [Fact]
    public void Standing_AnAnswerOfSomebodyElse_IsOneThatSomebodyGave()
    {
        _mission.Acknowledge("p-c", "w1", Acknowledgement.Continue);

        Assess(TimeSpan.Zero).Standing.ShouldBe(WarningStanding.PartlyAcknowledged);
    }

    [Theory]
    [InlineData(599.999, false)]
    [InlineData(600, true)]
    public void Overdue_NobodyAnsweredInTime_ByTheSecond(double seconds, bool isOverdue)
    {
        var status = Assess(TimeSpan.FromSeconds(seconds));

        status.IsOverdue.ShouldBe(isOverdue);
        status.DueAt.ShouldBe(status.RaisedAt + Due);
    }

    [Fact]
    public void Overdue_ATimeOfReceipt_CountsInPlaceOfTheEmitters()
    {
        var state = CollaborationReducer.Reduce(_mission.Events);
        var raised = state.Warnings[0].RaisedAt!.Value.Instant;

        WarningAssessment.Assess(state.Warnings[0], state, NobodyLeft, raised + Due, Due, raised.AddSeconds(1)).IsOverdue.ShouldBeFalse();
    }

    [Fact]
    public void RaisedAt_AWarningThatIsToldAnew_StaysItsFirst()
    {
        var first = CollaborationReducer.Reduce(_mission.Events).Warnings[0].RaisedAt;
        _mission.WarnDrivers("w1", "wp:WP01", "p-a", "p-b", "p-c");

        CollaborationReducer.Reduce(_mission.Events).Warnings[0].RaisedAt.ShouldBe(first);
    }

    private static IEnumerable<string> Show(IReadOnlyDictionary<string, EquatableSet> departures)
        => departures.Select(entry => $"{entry.Key}: {string.Join(',', entry.Value)}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> DeparturesOf(List<CollaborationState> states) => states[^1].Warnings
        .Select(warning => (warning.WarningId, Left: EquatableSet.Of(warning.ParticipantIds.Where(id => HasLeft(states, warning, id)))))
        .Where(entry => entry.Left.Count > 0)
        .Select(entry => $"{entry.WarningId}: {string.Join(',', entry.Left)}")
        .Order(StringComparer.Ordinal);

    private static bool HasLeft(List<CollaborationState> states, WarningEntry warning, string participant)
    {
        var since = states.FindIndex(state => state.Warnings.Any(told => told.WarningId == warning.WarningId && told.WarningType != WarningEntry.UnknownType == (warning.WarningType != WarningEntry.UnknownType) && told.ParticipantIds.Contains(participant)));
        return Enumerable.Range(since, states.Count - since - 1).Any(i => states[i].Participants.ContainsKey(participant) && !states[i + 1].Participants.ContainsKey(participant));
    }

    private WarningStatus Assess(TimeSpan later, int warning = 0)
    {
        var reduction = new CollaborationReduction();
        reduction.AddRange(_mission.Events);
        var state = reduction.State;
        var entry = state.Warnings[warning];
        WarningAssessment.StandingOf(entry, state, reduction.Departures).ShouldBe(WarningAssessment.Assess(entry, state, reduction.Departures, default, Due).Standing);
        return WarningAssessment.Assess(entry, state, reduction.Departures, entry.RaisedAt!.Value.Instant + later, Due);
    }
}
