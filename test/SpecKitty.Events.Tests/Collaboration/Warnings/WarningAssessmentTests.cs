using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;

namespace SpecKitty.Events.Tests.Collaboration.Warnings;

public sealed class WarningAssessmentTests
{
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(10);
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

        WarningAssessment.Assess(state.Warnings[0], state.Participants, raised + Due, Due, raised.AddSeconds(1)).IsOverdue.ShouldBeFalse();
    }

    [Fact]
    public void RaisedAt_AWarningThatIsToldAnew_StaysItsFirst()
    {
        var first = CollaborationReducer.Reduce(_mission.Events).Warnings[0].RaisedAt;
        _mission.WarnDrivers("w1", "wp:WP01", "p-a", "p-b", "p-c");

        CollaborationReducer.Reduce(_mission.Events).Warnings[0].RaisedAt.ShouldBe(first);
    }

    private WarningStatus Assess(TimeSpan later)
    {
        var state = CollaborationReducer.Reduce(_mission.Events);
        var warning = state.Warnings[0];
        WarningAssessment.StandingOf(warning, state.Participants).ShouldBe(WarningAssessment.Assess(warning, state.Participants, default, Due).Standing);
        return WarningAssessment.Assess(warning, state.Participants, warning.RaisedAt!.Value.Instant + later, Due);
    }
}
