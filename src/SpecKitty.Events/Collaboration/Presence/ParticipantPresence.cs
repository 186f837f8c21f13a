namespace SpecKitty.Events.Collaboration.Presence;

/// <summary>How a participant does at one moment: alive, progressing and stuck are three things.</summary>
public sealed record ParticipantPresence
{
    /// <summary>Whether it shows that it is there.</summary>
    public required Liveness Liveness { get; init; }

    /// <summary>When its join was received; null when it is not known.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When its last heartbeat was received; null when it has sent none.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>When its last work was received; null when it has done none.</summary>
    public DateTimeOffset? LastWorkAt { get; init; }

    /// <summary>Whether it runs a step or has worked lately, and is neither stuck nor gone.</summary>
    public required bool IsProgressing { get; init; }

    /// <summary>Why it looks stuck; null when it does not.</summary>
    public StuckReason? Stuck { get; init; }

    /// <summary>Since when it has looked stuck; null when it does not.</summary>
    public DateTimeOffset? StuckSince { get; init; }

    /// <summary>The step that it has been running the longest; null when it runs none.</summary>
    public RunningStep? OldestStep { get; init; }
}
