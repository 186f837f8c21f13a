using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Ingest;

/// <summary>Why the server turns events away, and what to do then.</summary>
/// <remarks>
/// Producers sort reasons into categories by the words that stand in them, schema_mismatch first. So every reason that is about the event itself begins
/// with "Invalid", and whatever arrived may be shown behind it. A reason that is about permission has none of the words, and so shows nothing of what arrived.
/// </remarks>
internal static class IngestMessages
{
    /// <summary>The same text whether the project is another team's, is nobody's, or the caller only reads: it must not tell which.</summary>
    public static Rejection ForeignProject { get; } = new(
        RejectionCode.ForeignProject,
        "project_uuid: you have no permission to write to this project; use a project of your own team, register a new one with POST /api/v1/projects/, or ask an admin of the team for the role of a member.");

    /// <summary>The same for each project that the caller may not write to and for a new one, when the caller has to choose a team first.</summary>
    public static Rejection TeamNotChosen { get; } = new(
        RejectionCode.ForeignProject,
        "project_uuid: you have no permission to write to this project, or it is new: then you are in several teams and must choose one for it; register it with POST /api/v1/projects/ and team_slug, or set default_team with PATCH /api/v1/me/, or choose on the page Teams.");

    /// <summary>Why a caller may not write to a project. It depends on the caller alone, so that it tells nothing about the project.</summary>
    public static Rejection ForeignProjectTo(Principal principal) => principal.MustChooseTeam ? TeamNotChosen : ForeignProject;

    public static Rejection OutOfScope { get; } = new(
        RejectionCode.OutOfScope,
        "payload.participant_id: you are let in here as one participant of one mission, and may bring its own collaboration events alone; whoever the participant is bound to may bring this one.");

    public static Rejection Conflict { get; } = new(
        RejectionCode.ConflictingDuplicate,
        "Invalid event_id: the log has another event with this id, and the first is kept; give the new event an id of its own.");

    public static Rejection MissingCorrelation { get; } = new(
        RejectionCode.MissingCorrelationId,
        "Invalid envelope: correlation_id is missing, and a collaboration event must carry the ULID of its mission run.");

    public static Rejection NotBound { get; } = new(
        RejectionCode.NotBound,
        "payload.participant_id: this participant is bound to another principal; act as a participant that you joined as, or join with POST /api/v1/missions/MISSION/participants/.");

    public static Rejection NotTakingPart { get; } = new(
        RejectionCode.NotTakingPart,
        "payload.participant_ids: a warning is taken only from who takes part in the mission; join with POST /api/v1/missions/MISSION/participants/ first.");

    public static Rejection WarningIdOfAnother { get; } = new(
        RejectionCode.WarningIdMismatch,
        "Invalid payload.warning_id: ids of drivers-, step- or wp- and 32 hexadecimal digits are worked out from what a warning says, and this one belongs to another overlap; give the warning the id that its content has by docs/contracts/warnings.md, or one of your own form.");

    public static Rejection Envelope(RejectionCode code, string faults) => new(code, $"Invalid envelope: {faults}");

    public static Rejection Payload(string faults) => new(RejectionCode.InvalidPayload, $"Invalid payload: {faults}");

    public static Rejection UnknownType(string fault) => new(RejectionCode.UnknownEventType, $"Invalid event_type: {fault}");

    public static Rejection TooLarge(int bytes, int allowed)
        => new(RejectionCode.EventTooLarge, $"Invalid event: it has {bytes} bytes, and {allowed} are allowed; shorten its payload, or send a reference to the data.");

    public static Rejection TooDeep(int levels, int allowed)
        => new(RejectionCode.TooDeep, $"Invalid event: it is nested {levels} levels deep, and {allowed} are allowed; flatten the payload.");

    public static Rejection TextTooLong(int bytes, int allowed)
        => new(RejectionCode.TextTooLong, $"Invalid event: one of its texts has {bytes} bytes, and {allowed} are allowed; shorten it, or send a reference to it.");

    public static Rejection UnknownMission(string missionId) => new(
        RejectionCode.UnknownMission,
        $"Invalid payload.mission_id: this project has no mission \"{Cut(missionId)}\"; make it with POST /api/v1/missions/ before you send its events.");

    public static Rejection ClockTooFarAhead(long clock, long projectClock, long leap) => new(
        RejectionCode.ClockTooFarAhead,
        $"Invalid lamport_clock: {clock} is more than {leap} ahead of the project, whose greatest clock is {projectClock}; count events one by one, and repair the clock that gave this number.");

    public static Rejection ClockAtTheEnd(long clock, long greatest) => new(
        RejectionCode.ClockTooFarAhead,
        $"Invalid lamport_clock: {clock} is more than {greatest}, so that hardly a number is left for what comes after; count events one by one, and repair the clock that gave this number.");

    public static Rejection Removed(string participantId) => new(
        RejectionCode.AdmissionRemovedParticipant,
        $"Invalid at its place in the mission: a person ended the part of participant \"{Cut(participantId)}\", and what it emitted before its next join is not accepted any more; keep or drop the event, and join again to go on.");

    public static Rejection Departed(string participantId, bool isUnclear) => new(
        RejectionCode.AdmissionDepartedParticipant,
        $"Invalid at its place in the mission: participant \"{Cut(participantId)}\" had left {(isUnclear ? "before this event" : "before this event was emitted, by its timestamp")}; join again as the same participant, with POST /api/v1/missions/MISSION/participants/ and its participant_id, and send the event again.");

    public static Rejection ServerOnly(string eventType) => new(
        RejectionCode.ServerOnlyEvent,
        eventType == CollaborationEventTypes.ParticipantLeft
            ? $"Invalid event_type: {eventType} is the server's to emit; leave with POST /api/v1/missions/MISSION/participants/PARTICIPANT/leave/ and the server emits it."
            : $"Invalid event_type: {eventType} is the server's to emit; join with POST /api/v1/missions/MISSION/participants/ and the server mints the participant and emits ParticipantJoined.");

    public static Rejection Admission(CollaborationViolation violation) => new(
        violation.Code switch
        {
            CollaborationAnomalyCode.UnknownParticipant => RejectionCode.AdmissionUnknownParticipant,
            CollaborationAnomalyCode.DepartedParticipant => RejectionCode.AdmissionDepartedParticipant,
            CollaborationAnomalyCode.CompletionWithoutStart => RejectionCode.AdmissionCompletionWithoutStart,
            CollaborationAnomalyCode.UnknownWarning => RejectionCode.AdmissionUnknownWarning,
            var other => throw new ArgumentOutOfRangeException(nameof(violation), other, "Strict mode does not refuse events for this."),
        },
        $"Invalid at its place in the mission: {violation.Message}");

    // So that an answer never grows with a hostile input.
    private static string Cut(string arrived) => arrived.Length <= 80 ? arrived : string.Concat(arrived.AsSpan(0, 79), "…");
}
