using System.Text.Json.Serialization;

namespace SpecKitty.Server.Ingest;

/// <summary>Why an event was rejected: a closed set, and each has one meaning for ever.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RejectionCode>))]
internal enum RejectionCode
{
    /// <summary>The event is no envelope of the contract, or disagrees with its payload.</summary>
    [JsonStringEnumMemberName("INVALID_ENVELOPE")]
    InvalidEnvelope,

    /// <summary>The payload is valid on neither surface.</summary>
    [JsonStringEnumMemberName("INVALID_PAYLOAD")]
    InvalidPayload,

    /// <summary>No surface knows the event type.</summary>
    [JsonStringEnumMemberName("UNKNOWN_EVENT_TYPE")]
    UnknownEventType,

    /// <summary>The major version of the envelope is not taken in.</summary>
    [JsonStringEnumMemberName("UNSUPPORTED_SCHEMA_VERSION")]
    UnsupportedSchemaVersion,

    /// <summary>The event has more bytes than are allowed.</summary>
    [JsonStringEnumMemberName("EVENT_TOO_LARGE")]
    EventTooLarge,

    /// <summary>Objects and lists are nested too deeply in the event.</summary>
    [JsonStringEnumMemberName("TOO_DEEP")]
    TooDeep,

    /// <summary>One text of the event is too long.</summary>
    [JsonStringEnumMemberName("TEXT_TOO_LONG")]
    TextTooLong,

    /// <summary>A collaboration event does not say which run it belongs to.</summary>
    [JsonStringEnumMemberName("MISSING_CORRELATION_ID")]
    MissingCorrelationId,

    /// <summary>The log has another event with this id.</summary>
    [JsonStringEnumMemberName("CONFLICTING_DUPLICATE")]
    ConflictingDuplicate,

    /// <summary>The clock would leave no room for what comes after.</summary>
    [JsonStringEnumMemberName("CLOCK_TOO_FAR_AHEAD")]
    ClockTooFarAhead,

    /// <summary>The project has no such mission.</summary>
    [JsonStringEnumMemberName("UNKNOWN_MISSION")]
    UnknownMission,

    /// <summary>Only the server emits events of this type.</summary>
    [JsonStringEnumMemberName("SERVER_ONLY_EVENT")]
    ServerOnlyEvent,

    /// <summary>Somebody acts who is not on the roster at this clock.</summary>
    [JsonStringEnumMemberName("ADMISSION_UNKNOWN_PARTICIPANT")]
    AdmissionUnknownParticipant,

    /// <summary>Somebody acts who has left at this clock.</summary>
    [JsonStringEnumMemberName("ADMISSION_DEPARTED_PARTICIPANT")]
    AdmissionDepartedParticipant,

    /// <summary>A person ended the part of the participant, and the event comes before a later join.</summary>
    [JsonStringEnumMemberName("ADMISSION_REMOVED_PARTICIPANT")]
    AdmissionRemovedParticipant,

    /// <summary>A step ends that its participant has not started at this clock.</summary>
    [JsonStringEnumMemberName("ADMISSION_COMPLETION_WITHOUT_START")]
    AdmissionCompletionWithoutStart,

    /// <summary>A warning is acknowledged that nobody has emitted at this clock.</summary>
    [JsonStringEnumMemberName("ADMISSION_UNKNOWN_WARNING")]
    AdmissionUnknownWarning,

    /// <summary>The id of a warning is the derived one of another overlap.</summary>
    [JsonStringEnumMemberName("WARNING_ID_MISMATCH")]
    WarningIdMismatch,

    /// <summary>The caller may not write to the project.</summary>
    [JsonStringEnumMemberName("FOREIGN_PROJECT")]
    ForeignProject,

    /// <summary>The caller is let in as one participant of one mission, and the event is another's or about something else.</summary>
    [JsonStringEnumMemberName("OUT_OF_SCOPE")]
    OutOfScope,

    /// <summary>The participant is bound to another principal.</summary>
    [JsonStringEnumMemberName("NOT_BOUND")]
    NotBound,

    /// <summary>The caller takes no part in the mission.</summary>
    [JsonStringEnumMemberName("NOT_TAKING_PART")]
    NotTakingPart,
}
