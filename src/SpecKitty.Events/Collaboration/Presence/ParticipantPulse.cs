namespace SpecKitty.Events.Collaboration.Presence;

/// <summary>What was last heard of a participant, all by the clock of whoever watches: a sender's clock may be wrong.</summary>
public sealed record ParticipantPulse
{
    /// <summary>When its join was received; null when it is not known, as of a seeded roster.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When its last heartbeat was received; null when it has sent none.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>When its last work was received (see <see cref="PresenceSigns.IsWork"/>); null when it has done none.</summary>
    public DateTimeOffset? LastWorkAt { get; init; }

    /// <summary>The step that it has been running the longest; null when it runs none.</summary>
    public RunningStep? OldestStep { get; init; }

    /// <summary>When anything at all was last received of it, its join included; null when nothing was.</summary>
    public DateTimeOffset? LastSignAt { get; init; }
}
