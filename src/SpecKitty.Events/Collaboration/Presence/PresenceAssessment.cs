namespace SpecKitty.Events.Collaboration.Presence;

/// <summary>Tells how participants do. A pure function: the caller brings the time.</summary>
public static class PresenceAssessment
{
    /// <summary>How a participant does at a moment.</summary>
    /// <param name="pulse">What was last heard of it.</param>
    /// <param name="thresholds">From when on it counts as stale, gone or stuck.</param>
    /// <param name="now">The moment, by the clock that the pulse was taken with. What was heard later than that counts as heard now.</param>
    /// <returns>The three answers with what they come from.</returns>
    public static ParticipantPresence Assess(ParticipantPulse pulse, PresenceThresholds thresholds, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pulse);
        ArgumentNullException.ThrowIfNull(thresholds);
        var liveness = LivenessOf(now - pulse.LastHeartbeatAt, thresholds);
        var (stuck, since) = FindStuck(pulse, thresholds, liveness, now);
        return new ParticipantPresence
        {
            Liveness = liveness,
            JoinedAt = pulse.JoinedAt,
            LastHeartbeatAt = pulse.LastHeartbeatAt,
            LastWorkAt = pulse.LastWorkAt,
            IsProgressing = stuck is null && liveness != Liveness.Gone && (pulse.OldestStep is not null || now - pulse.LastWorkAt < thresholds.ProgressStuckAfter),
            Stuck = stuck,
            StuckSince = since,
            OldestStep = pulse.OldestStep,
        };
    }

    private static Liveness LivenessOf(TimeSpan? silence, PresenceThresholds thresholds) => silence switch
    {
        null => Liveness.Unseen,
        _ when silence >= thresholds.GoneAfter => Liveness.Gone,
        _ when silence >= thresholds.StaleAfter => Liveness.Stale,
        _ => Liveness.Alive,
    };

    // Whoever runs a step is at work on it, so that its own, longer time counts and not the time since the last event.
    private static (StuckReason? Reason, DateTimeOffset? Since) FindStuck(ParticipantPulse pulse, PresenceThresholds thresholds, Liveness liveness, DateTimeOffset now)
    {
        if (pulse.OldestStep is { } step)
        {
            // By the time that has passed: the instants come from others, and the end of a span could lie past the last one there is.
            return now - step.StartedAt >= thresholds.StepStuckAfter ? (StuckReason.StepRunningLong, step.StartedAt + thresholds.StepStuckAfter) : (null, null);
        }

        var last = new[] { pulse.LastWorkAt, pulse.JoinedAt }.Max();
        return liveness == Liveness.Alive && now - last >= thresholds.ProgressStuckAfter ? (StuckReason.NoProgress, last + thresholds.ProgressStuckAfter) : (null, null);
    }
}
