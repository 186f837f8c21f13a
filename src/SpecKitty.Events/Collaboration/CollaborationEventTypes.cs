using System.Collections.Frozen;

namespace SpecKitty.Events.Collaboration;

/// <summary>The event types of the collaboration family, as they stand in <c>event_type</c>.</summary>
public static class CollaborationEventTypes
{
    /// <summary>Carries <see cref="ParticipantInvitedPayload"/>.</summary>
    public const string ParticipantInvited = "ParticipantInvited";

    /// <summary>Carries <see cref="ParticipantJoinedPayload"/>.</summary>
    public const string ParticipantJoined = "ParticipantJoined";

    /// <summary>Carries <see cref="ParticipantLeftPayload"/>.</summary>
    public const string ParticipantLeft = "ParticipantLeft";

    /// <summary>Carries <see cref="PresenceHeartbeatPayload"/>.</summary>
    public const string PresenceHeartbeat = "PresenceHeartbeat";

    /// <summary>Carries <see cref="DriveIntentSetPayload"/>.</summary>
    public const string DriveIntentSet = "DriveIntentSet";

    /// <summary>Carries <see cref="FocusChangedPayload"/>.</summary>
    public const string FocusChanged = "FocusChanged";

    /// <summary>Carries <see cref="PromptStepExecutionStartedPayload"/>.</summary>
    public const string PromptStepExecutionStarted = "PromptStepExecutionStarted";

    /// <summary>Carries <see cref="PromptStepExecutionCompletedPayload"/>.</summary>
    public const string PromptStepExecutionCompleted = "PromptStepExecutionCompleted";

    /// <summary>Carries <see cref="ConcurrentDriverWarningPayload"/>.</summary>
    public const string ConcurrentDriverWarning = "ConcurrentDriverWarning";

    /// <summary>Carries <see cref="PotentialStepCollisionDetectedPayload"/>.</summary>
    public const string PotentialStepCollisionDetected = "PotentialStepCollisionDetected";

    /// <summary>Carries <see cref="WarningAcknowledgedPayload"/>.</summary>
    public const string WarningAcknowledged = "WarningAcknowledged";

    /// <summary>Carries <see cref="CommentPostedPayload"/>.</summary>
    public const string CommentPosted = "CommentPosted";

    /// <summary>Carries <see cref="DecisionCapturedPayload"/>.</summary>
    public const string DecisionCaptured = "DecisionCaptured";

    /// <summary>Carries <see cref="SessionLinkedPayload"/>.</summary>
    public const string SessionLinked = "SessionLinked";

    /// <summary>All fourteen.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        ParticipantInvited,
        ParticipantJoined,
        ParticipantLeft,
        PresenceHeartbeat,
        DriveIntentSet,
        FocusChanged,
        PromptStepExecutionStarted,
        PromptStepExecutionCompleted,
        ConcurrentDriverWarning,
        PotentialStepCollisionDetected,
        WarningAcknowledged,
        CommentPosted,
        DecisionCaptured,
        SessionLinked);
}
