using SpecKitty.Events.Collaboration.Presence;

namespace SpecKitty.Events.Tests.Collaboration.Presence;

public sealed class PresenceAssessmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, Liveness.Alive)]
    [InlineData(44.999, Liveness.Alive)]
    [InlineData(45, Liveness.Stale)]
    [InlineData(119.999, Liveness.Stale)]
    [InlineData(120, Liveness.Gone)]
    [InlineData(-5, Liveness.Alive)]
    public void Liveness_ByTheAgeOfTheLastHeartbeat(double seconds, Liveness expected)
        => Assess(new ParticipantPulse { LastHeartbeatAt = Now.AddSeconds(-seconds) }).Liveness.ShouldBe(expected);

    [Fact]
    public void Liveness_WithoutAHeartbeat_IsNotKnown()
        => Assess(new ParticipantPulse { JoinedAt = Now.AddDays(-1), LastWorkAt = Now }).Liveness.ShouldBe(Liveness.Unseen);

    [Theory]
    [InlineData(14.99, true)]
    [InlineData(15, false)]
    public void Progressing_ByTheAgeOfTheLastWork(double minutes, bool expected)
        => Assess(new ParticipantPulse { LastWorkAt = Now.AddMinutes(-minutes) }).IsProgressing.ShouldBe(expected);

    [Fact]
    public void Progressing_WhoHasJustGone_IsNot()
        => Assess(new ParticipantPulse { LastWorkAt = Now.AddMinutes(-3), LastHeartbeatAt = Now.AddMinutes(-3) }).IsProgressing.ShouldBeFalse();

    [Fact]
    public void Stuck_AliveWithoutProgress_SinceTheTimeWasUp()
    {
        var presence = Assess(new ParticipantPulse { JoinedAt = Now.AddHours(-1), LastHeartbeatAt = Now, LastWorkAt = Now.AddMinutes(-20) });

        presence.Stuck.ShouldBe(StuckReason.NoProgress);
        presence.StuckSince.ShouldBe(Now.AddMinutes(-5));
        presence.IsProgressing.ShouldBeFalse();
    }

    [Theory]
    [InlineData(14, null)]
    [InlineData(15, StuckReason.NoProgress)]
    public void Stuck_WithoutAnyWork_CountsFromTheJoin(double minutes, StuckReason? expected)
        => Assess(new ParticipantPulse { JoinedAt = Now.AddMinutes(-minutes), LastHeartbeatAt = Now }).Stuck.ShouldBe(expected);

    [Fact]
    public void Stuck_WhoIsNotAlive_IsNotStuckForWantOfProgress()
        => Assess(new ParticipantPulse { JoinedAt = Now.AddHours(-1), LastHeartbeatAt = Now.AddSeconds(-50) }).Stuck.ShouldBeNull();

    [Theory]
    [InlineData(29, null)]
    [InlineData(30, StuckReason.StepRunningLong)]
    public void Stuck_AStepThatRunsTooLong_WhetherAliveOrNot(double minutes, StuckReason? expected)
    {
        var step = new RunningStep("s1", null, Now.AddMinutes(-minutes));

        Assess(new ParticipantPulse { LastHeartbeatAt = Now, LastWorkAt = step.StartedAt, OldestStep = step }).Stuck.ShouldBe(expected);
        Assess(new ParticipantPulse { LastHeartbeatAt = Now.AddHours(-1), LastWorkAt = step.StartedAt, OldestStep = step }).Stuck.ShouldBe(expected);
    }

    [Fact]
    public void Thresholds_OfOnesOwn_Count()
    {
        var thresholds = new PresenceThresholds { StaleAfter = TimeSpan.FromSeconds(1), GoneAfter = TimeSpan.FromSeconds(2), ProgressStuckAfter = TimeSpan.FromSeconds(3), StepStuckAfter = TimeSpan.FromSeconds(4) };

        PresenceAssessment.Assess(new ParticipantPulse { LastHeartbeatAt = Now.AddSeconds(-1) }, thresholds, Now).Liveness.ShouldBe(Liveness.Stale);
        PresenceAssessment.Assess(new ParticipantPulse { LastHeartbeatAt = Now.AddSeconds(-2) }, thresholds, Now).Liveness.ShouldBe(Liveness.Gone);
        PresenceAssessment.Assess(new ParticipantPulse { LastHeartbeatAt = Now, JoinedAt = Now.AddSeconds(-3) }, thresholds, Now).Stuck.ShouldBe(StuckReason.NoProgress);
        PresenceAssessment.Assess(new ParticipantPulse { OldestStep = new RunningStep("s", "WP01", Now.AddSeconds(-4)) }, thresholds, Now).Stuck.ShouldBe(StuckReason.StepRunningLong);
    }

    [Theory]
    [InlineData("FocusChanged", true)]
    [InlineData("PromptStepExecutionStarted", true)]
    [InlineData("PromptStepExecutionCompleted", true)]
    [InlineData("CommentPosted", true)]
    [InlineData("DecisionCaptured", true)]
    [InlineData("PresenceHeartbeat", false)]
    [InlineData("DriveIntentSet", false)]
    [InlineData("WarningAcknowledged", false)]
    public void Work_IsWhatMovesTheMissionOn(string eventType, bool expected) => PresenceSigns.IsWork(eventType).ShouldBe(expected);

    private static ParticipantPresence Assess(ParticipantPulse pulse) => PresenceAssessment.Assess(pulse, PresenceThresholds.Default, Now);
}
