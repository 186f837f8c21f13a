using System.Text.Json;
using SpecKitty.Events.Collaboration.Presence;

namespace SpecKitty.Cli.Output;

/// <summary>Says how participants do at a moment, by what the server last told: between two answers its clock goes on, and heartbeats grow old.</summary>
/// <param name="answer">The server's answer with <c>presence</c>, <c>thresholds</c> and <c>server_time</c>.</param>
/// <param name="now">The moment, by the server's clock; null for that of the answer.</param>
internal sealed class MissionPresence(JsonElement answer, DateTimeOffset? now)
{
    private readonly PresenceThresholds _thresholds = Thresholds(JsonMember.Of(answer, "thresholds"));
    private readonly DateTimeOffset? _now = now ?? Instant(answer, "server_time");

    /// <summary>What the server's clock said when it answered; null for a server that does not say.</summary>
    public static DateTimeOffset? ServerTime(JsonElement answer) => Instant(answer, "server_time");

    /// <summary>How a participant does, in a few words; empty when nothing is known.</summary>
    public string Of(string participantId)
    {
        var told = JsonMember.Of(JsonMember.Of(answer, "presence"), participantId);
        if (told.ValueKind != JsonValueKind.Object || _now is not { } moment)
        {
            return "";
        }

        var pulse = new ParticipantPulse
        {
            JoinedAt = Instant(told, "joined_at"),
            LastHeartbeatAt = Instant(told, "last_heartbeat_at"),
            LastWorkAt = Instant(told, "last_work_at"),
            OldestStep = Step(JsonMember.Of(told, "oldest_step")),
        };
        var presence = PresenceAssessment.Assess(pulse, _thresholds, moment);
        var age = presence.LastHeartbeatAt is { } beat ? $", {Moment.Text(moment - beat)} ago" : "";
        var liveness = presence.Liveness switch
        {
            Liveness.Alive => "alive",
            Liveness.Stale => "stale" + age,
            Liveness.Gone => "gone" + age,
            _ => "unseen",
        };
        return presence.StuckSince is { } since ? $"{liveness}; stuck for {Moment.Text(moment - since)}" : liveness;
    }

    private static RunningStep? Step(JsonElement step) =>
        Instant(step, "started_at") is { } started ? new RunningStep(JsonMember.Text(step, "step_id"), null, started) : null;

    private static PresenceThresholds Thresholds(JsonElement told)
    {
        var known = PresenceThresholds.Default;
        return known with
        {
            StaleAfter = Seconds(told, "stale_after_seconds") ?? known.StaleAfter,
            GoneAfter = Seconds(told, "gone_after_seconds") ?? known.GoneAfter,
            StepStuckAfter = Seconds(told, "step_stuck_after_seconds") ?? known.StepStuckAfter,
            ProgressStuckAfter = Seconds(told, "progress_stuck_after_seconds") ?? known.ProgressStuckAfter,
        };
    }

    private static TimeSpan? Seconds(JsonElement element, string name) =>
        JsonMember.Of(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var seconds) && seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;

    private static DateTimeOffset? Instant(JsonElement element, string name) =>
        JsonMember.Of(element, name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var instant) ? instant : null;
}
