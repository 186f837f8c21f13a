using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>Says what the codes of rejections mean, in the words of <c>docs/contracts/batch-ingest.md</c>.</summary>
internal static class RejectionGuide
{
    /// <summary>When an event is rejected with a code, and what helps.</summary>
    public static (string Meaning, string Remedy) Of(RejectionCode code) => code switch
    {
        RejectionCode.InvalidEnvelope => ("the event is no envelope as above, or disagrees with its payload", "correct the fields that the reason names"),
        RejectionCode.InvalidPayload => ("the payload is not what its event type demands", "correct the fields that the reason names"),
        RejectionCode.UnknownEventType => ("no such event type", "check spelling and case"),
        RejectionCode.UnsupportedSchemaVersion => ("another major version than 1 or 2", "send an envelope of version 1 or 2"),
        RejectionCode.EventTooLarge => ("too many bytes in one event", "shorten the payload, or send a reference"),
        RejectionCode.TooDeep => ("nested too deeply", "flatten the payload"),
        RejectionCode.TextTooLong => ("one text is too long", "shorten it, or send a reference"),
        RejectionCode.MissingCorrelationId => ("an event of a mission without correlation_id", "send the ULID of the mission's run"),
        RejectionCode.ConflictingDuplicate => ("another event came with this id before; that one is kept", "give the event an id of its own"),
        RejectionCode.ClockTooFarAhead => ("lamport_clock is more than 2^40 ahead of the project, or less than 2^40 before the end of the range", "repair the producer's clock"),
        RejectionCode.UnknownMission => ("the project has no such mission", "make it with POST /api/v1/missions/"),
        RejectionCode.ServerOnlyEvent => ("invitations, joins and leaves are the server's to emit", "use the routes of the mission"),
        RejectionCode.AdmissionUnknownParticipant => ("somebody acts who is not on the roster at this clock", "join first, or advance the clock as the reason says"),
        RejectionCode.AdmissionDepartedParticipant => ("a participant acts that had left before it emitted the event", "join again as the same participant, and send it again"),
        RejectionCode.AdmissionRemovedParticipant => ("a person ended the participant's part, and the event comes before its next join", "drop the event, or emit what it says again after a new join"),
        RejectionCode.AdmissionCompletionWithoutStart => ("a step ends that was not started at this clock", "emit the start, or advance the clock as the reason says"),
        RejectionCode.AdmissionUnknownWarning => ("a warning is acknowledged that is not there at this clock", "check warning_id, or advance the clock as the reason says"),
        RejectionCode.ForeignProject => (
            "the caller may not write to the project, whoever's it is; or it is new and the caller is in several teams and has not chosen one",
            "use a project of your team, register a new one with POST /api/v1/projects/, set default_team, or ask an admin"),
        RejectionCode.OutOfScope => (
            "a participant token brings something else than its participant's own collaboration events of its mission",
            "send it with the token of whoever the participant is bound to"),
        RejectionCode.NotBound => ("the participant is bound to another principal", "act as a participant that you joined as"),
        RejectionCode.WarningIdMismatch => ("the id of a warning is the derived one of another overlap", "give the warning the id that its content has, or one of another form"),
        RejectionCode.NotTakingPart => ("a warning from somebody who takes no part in the mission", "join first"),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "The code has no entry in the guide."),
    };
}
