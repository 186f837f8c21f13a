using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>The wording of anomalies and violations, in one place.</summary>
internal static class CollaborationMessages
{
    public static string For(CollaborationAnomalyCode code, string? participantId, object payload) => code switch
    {
        CollaborationAnomalyCode.MissingParticipantId => "The payload names no participant: participant_id must be a text of at least one character.",
        CollaborationAnomalyCode.InvalidIdentity => $"participant_identity is not valid: {Faults(payload)}",
        CollaborationAnomalyCode.InvalidFocusTarget => $"focus_target is not valid, the old focus stays: {Faults(payload)}",
        CollaborationAnomalyCode.InvalidPayload => $"The payload is not valid: {Faults(payload)}",
        CollaborationAnomalyCode.DuplicateInvite => $"{Who(participantId)} is invited already or on the roster.",
        CollaborationAnomalyCode.DuplicateJoin => $"{Who(participantId)} is on the roster already; nothing changes.",
        CollaborationAnomalyCode.LeaveNotInRoster => $"{Who(participantId)} is not on the roster and cannot leave.",
        CollaborationAnomalyCode.UnknownParticipant => $"{Who(participantId)} is not on the roster: join the mission first.",
        CollaborationAnomalyCode.DepartedParticipant => $"{Who(participantId)} has left the mission: join again first.",
        CollaborationAnomalyCode.CompletionWithoutStart => $"{Who(participantId)} completes step {Step(payload)} without having started it: emit PromptStepExecutionStarted first.",
        CollaborationAnomalyCode.UnknownWarning => $"{Who(participantId)} acknowledges warning {Warning(payload)}, which nobody has emitted: check warning_id.",
        CollaborationAnomalyCode.ConflictingDuplicate => "Another event came with the same event_id and other content; it was set aside.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, null),
    };

    /// <summary>Of an event of another mission; its payload may be invalid, so the mission that it names comes by itself.</summary>
    public static string Foreign(string? named, string? missionId) => $"The event belongs to mission {Show(named)}, not to {Show(missionId)}.";

    /// <summary>What helps when the participant did join, but not before the event's place in the log.</summary>
    public static string BeforeJoin(string participantId, long clock, long joinedAt)
        => $"{Who(participantId)} is not on the roster yet: clock {clock} is {(clock < joinedAt ? "before" : "not past")} the join at {joinedAt}; advance the clock past {joinedAt}.";

    /// <summary>What helps when the event would be fine at the end of the log.</summary>
    public static string TooEarly(string message, long clock, long lastClock)
        => $"{message} That holds at clock {clock} and no longer at {lastClock}, where the mission stands: advance the clock past {lastClock}.";

    private static string Who(string? participantId) => $"Participant {Show(participantId)}";

    private static string Show(string? text) => ContractMessages.Cut(ContractMessages.Quote(text ?? ""));

    private static string Step(object payload) => Show((payload as PromptStepExecutionCompletedPayload)?.StepId);

    private static string Warning(object payload) => Show((payload as WarningAcknowledgedPayload)?.WarningId);

    private static string Faults(object payload)
        => payload is EquatableList<ContractError> { Count: > 0 } errors
            ? errors.Count == 1 ? errors[0].Message : $"{errors[0].Message} (and {errors.Count - 1} more)"
            : "it has no valid form.";
}
