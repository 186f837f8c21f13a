using SpecKitty.Events.Collaboration.Presence;

namespace SpecKitty.Server.Api.Messages;

/// <summary>How a participant does at one moment. All times are of receipt, by the server's clock.</summary>
internal sealed record PresenceAnswer
{
    /// <summary>Whether it shows that it is there: alive, stale or gone by the age of its last heartbeat; unseen when it has sent none since it joined.</summary>
    public required Liveness Liveness { get; init; }

    /// <summary>When its join came; who has not worked since is stuck by the time since then. Null when it is not known.</summary>
    public required DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When its last heartbeat came; null when it has sent none since it joined.</summary>
    public required DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>When its last work came: a focus, a step begun or ended, a comment, a decision; null when there is none since it joined.</summary>
    public required DateTimeOffset? LastWorkAt { get; init; }

    /// <summary>Whether it runs a step or has worked lately, and is neither stuck nor gone.</summary>
    public required bool IsProgressing { get; init; }

    /// <summary>Why it looks stuck; null when it does not.</summary>
    public required StuckReason? Stuck { get; init; }

    /// <summary>Since when it has looked stuck; null when it does not.</summary>
    public required DateTimeOffset? StuckSince { get; init; }

    /// <summary>The step that it has been running the longest; null when it runs none.</summary>
    public required RunningStepAnswer? OldestStep { get; init; }

    /// <summary>The answer for an assessment.</summary>
    public static PresenceAnswer Of(ParticipantPresence presence) => new()
    {
        Liveness = presence.Liveness,
        JoinedAt = presence.JoinedAt,
        LastHeartbeatAt = presence.LastHeartbeatAt,
        LastWorkAt = presence.LastWorkAt,
        IsProgressing = presence.IsProgressing,
        Stuck = presence.Stuck,
        StuckSince = presence.StuckSince,
        OldestStep = presence.OldestStep is { } step ? new RunningStepAnswer { StepId = step.StepId, WpId = step.WpId, StartedAt = step.StartedAt } : null,
    };
}
