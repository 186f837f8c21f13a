using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Gates;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Validation;

/// <summary>Which payload each event type has, on one surface; reads payloads as typed records.</summary>
public sealed class PayloadCatalogue
{
    private readonly FrozenDictionary<string, PayloadEntry> _entries;

    private PayloadCatalogue(Surface surface, PayloadEntry[] entries)
    {
        Surface = surface;
        Entries = entries.ToEquatableList();
        _entries = entries.ToFrozenDictionary(entry => entry.EventType, StringComparer.Ordinal);
    }

    /// <summary>The 22 event types of the contract surface.</summary>
    public static PayloadCatalogue Contract { get; } = new(
        Surface.Contract,
        [
            One<StatusTransitionPayload>(StatusEventTypes.WPStatusChanged, "status_transition_payload"),
            One<GatePassedPayload>(GateEventTypes.GatePassed, "gate_passed_payload"),
            One<GateFailedPayload>(GateEventTypes.GateFailed, "gate_failed_payload"),
            One<MissionStartedPayload>(LifecycleEventTypes.MissionStarted, "mission_started_payload"),
            One<MissionCompletedPayload>(LifecycleEventTypes.MissionCompleted, "mission_completed_payload"),
            One<MissionCancelledPayload>(LifecycleEventTypes.MissionCancelled, "mission_cancelled_payload"),
            One<PhaseEnteredPayload>(LifecycleEventTypes.PhaseEntered, "phase_entered_payload"),
            One<ReviewRollbackPayload>(LifecycleEventTypes.ReviewRollback, "review_rollback_payload"),
            One<ParticipantInvitedPayload>(CollaborationEventTypes.ParticipantInvited, "participant_invited_payload"),
            One<ParticipantJoinedPayload>(CollaborationEventTypes.ParticipantJoined, "participant_joined_payload"),
            One<ParticipantLeftPayload>(CollaborationEventTypes.ParticipantLeft, "participant_left_payload"),
            One<PresenceHeartbeatPayload>(CollaborationEventTypes.PresenceHeartbeat, "presence_heartbeat_payload"),
            One<DriveIntentSetPayload>(CollaborationEventTypes.DriveIntentSet, "drive_intent_set_payload"),
            One<FocusChangedPayload>(CollaborationEventTypes.FocusChanged, "focus_changed_payload"),
            One<PromptStepExecutionStartedPayload>(CollaborationEventTypes.PromptStepExecutionStarted, "prompt_step_execution_started_payload"),
            One<PromptStepExecutionCompletedPayload>(CollaborationEventTypes.PromptStepExecutionCompleted, "prompt_step_execution_completed_payload"),
            One<ConcurrentDriverWarningPayload>(CollaborationEventTypes.ConcurrentDriverWarning, "concurrent_driver_warning_payload"),
            One<PotentialStepCollisionDetectedPayload>(CollaborationEventTypes.PotentialStepCollisionDetected, "potential_step_collision_detected_payload"),
            One<WarningAcknowledgedPayload>(CollaborationEventTypes.WarningAcknowledged, "warning_acknowledged_payload"),
            One<CommentPostedPayload>(CollaborationEventTypes.CommentPosted, "comment_posted_payload"),
            One<DecisionCapturedPayload>(CollaborationEventTypes.DecisionCaptured, "decision_captured_payload"),
            One<SessionLinkedPayload>(CollaborationEventTypes.SessionLinked, "session_linked_payload"),
        ]);

    /// <summary>The eight event types of the wire surface.</summary>
    public static PayloadCatalogue Wire { get; } = new(
        Surface.Wire,
        [
            new PayloadEntry(
                SyncEventTypes.WPStatusChanged,
                "wire/wp_status_changed_payload",
                [Models.Of<SyncStatusChangedPayload>(), Models.Of<LaneStatusChangedPayload>()],
                static payload => LoosePayload.Has(payload, "from_lane"u8) || LoosePayload.Has(payload, "to_lane"u8) ? 1 : 0),
            One<WorkPackageCreatedPayload>(SyncEventTypes.WPCreated, "wire/wp_created_payload"),
            One<WorkPackageAssignedPayload>(SyncEventTypes.WPAssigned, "wire/wp_assigned_payload"),
            One<FeatureCreatedPayload>(SyncEventTypes.FeatureCreated, "wire/feature_created_payload"),
            One<FeatureCompletedPayload>(SyncEventTypes.FeatureCompleted, "wire/feature_completed_payload"),
            One<HistoryAddedPayload>(SyncEventTypes.HistoryAdded, "wire/history_added_payload"),
            One<ErrorLoggedPayload>(SyncEventTypes.ErrorLogged, "wire/error_logged_payload"),
            One<DependencyResolvedPayload>(SyncEventTypes.DependencyResolved, "wire/dependency_resolved_payload"),
        ]);

    /// <summary>The surface.</summary>
    public Surface Surface { get; }

    /// <summary>Every event type of the surface.</summary>
    public EquatableList<PayloadEntry> Entries { get; }

    /// <summary>The catalogue of a surface.</summary>
    /// <param name="surface">The surface.</param>
    /// <returns>Its catalogue.</returns>
    public static PayloadCatalogue Of(Surface surface) => surface == Surface.Wire ? Wire : Contract;

    /// <summary>Finds an event type.</summary>
    /// <param name="eventType">The event type, exact.</param>
    /// <param name="entry">What the catalogue knows of it.</param>
    /// <returns>False when the surface does not have it.</returns>
    public bool TryGet(string eventType, [NotNullWhen(true)] out PayloadEntry? entry) => _entries.TryGetValue(eventType, out entry);

    /// <summary>Reads a payload as the record of its event type.</summary>
    /// <param name="eventType">The event type, exact.</param>
    /// <param name="utf8">The payload's JSON.</param>
    /// <returns>The record, or every fault; the paths are relative to the payload.</returns>
    public ContractResult<IEventPayload> Read(string eventType, ReadOnlyMemory<byte> utf8)
        => JsonHygiene.Check(utf8.Span) is { } fault ? new ContractResult<IEventPayload>([fault]) : ReadClean(eventType, utf8, null);

    /// <inheritdoc cref="Read(string, ReadOnlyMemory{byte})"/>
    /// <param name="eventType">The event type, exact.</param>
    /// <param name="json">The payload's JSON.</param>
    public ContractResult<IEventPayload> Read(string eventType, string json)
        => JsonHygiene.Encode(json, out var utf8) is { } fault ? new ContractResult<IEventPayload>([fault]) : Read(eventType, utf8);

    /// <summary>Reads the payload of an event as the record of its type.</summary>
    /// <param name="value">The event.</param>
    /// <returns>The record, or every fault; the paths are relative to the payload.</returns>
    public ContractResult<IEventPayload> Read(Event value)
    {
        if (Surface != Surface.Contract)
        {
            return ReadClean(value.EventType, value.Payload.Utf8, null);
        }

        var read = TypedPayload.Of(value);
        return read is IEventPayload payload ? new ContractResult<IEventPayload>(payload) : new ContractResult<IEventPayload>((EquatableList<ContractError>)read);
    }

    internal ContractResult<IEventPayload> ReadClean(string eventType, ReadOnlyMemory<byte> cleanUtf8, Utf8StringCache? texts)
        => _entries.TryGetValue(eventType, out var entry)
            ? entry.ReadClean(cleanUtf8, texts)
            : new ContractResult<IEventPayload>([new ContractError(ContractErrorCode.UnknownEventType, "", ContractMessages.UnknownEventType(eventType, Vocabulary<Surface>.Instance.TextOf(Surface)))]);

    private static PayloadEntry One<T>(string eventType, string schemaName)
        where T : class, IContractModel<T>, IEventPayload => new(eventType, schemaName, [Models.Of<T>()]);
}
