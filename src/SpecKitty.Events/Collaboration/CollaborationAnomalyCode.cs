using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration;

/// <summary>Why an event of the collaboration family did not fold as it should: a closed set.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CollaborationAnomalyCode>))]
public enum CollaborationAnomalyCode
{
    /// <summary>The payload names no participant.</summary>
    [JsonStringEnumMemberName("MISSING_PARTICIPANT_ID")]
    MissingParticipantId,

    /// <summary>The identity of who is invited or joins is not valid.</summary>
    [JsonStringEnumMemberName("INVALID_IDENTITY")]
    InvalidIdentity,

    /// <summary>The payload is not valid.</summary>
    [JsonStringEnumMemberName("INVALID_PAYLOAD")]
    InvalidPayload,

    /// <summary>The focus target is not valid; the old focus stays.</summary>
    [JsonStringEnumMemberName("INVALID_FOCUS_TARGET")]
    InvalidFocusTarget,

    /// <summary>Somebody is invited who is on the roster or was invited before.</summary>
    [JsonStringEnumMemberName("DUPLICATE_INVITE")]
    DuplicateInvite,

    /// <summary>Somebody joins who is on the roster.</summary>
    [JsonStringEnumMemberName("DUPLICATE_JOIN")]
    DuplicateJoin,

    /// <summary>Somebody leaves who is not on the roster.</summary>
    [JsonStringEnumMemberName("LEAVE_NOT_IN_ROSTER")]
    LeaveNotInRoster,

    /// <summary>Somebody acts who never joined. A violation in strict mode.</summary>
    [JsonStringEnumMemberName("UNKNOWN_PARTICIPANT")]
    UnknownParticipant,

    /// <summary>Somebody acts who has left. A violation in strict mode.</summary>
    [JsonStringEnumMemberName("DEPARTED_PARTICIPANT")]
    DepartedParticipant,

    /// <summary>A step ends that its participant did not start. A violation in strict mode.</summary>
    [JsonStringEnumMemberName("COMPLETION_WITHOUT_START")]
    CompletionWithoutStart,

    /// <summary>A warning is acknowledged that nobody emitted. A violation in strict mode.</summary>
    [JsonStringEnumMemberName("UNKNOWN_WARNING")]
    UnknownWarning,

    /// <summary>The id came with more than one content; one was kept.</summary>
    [JsonStringEnumMemberName("CONFLICTING_DUPLICATE")]
    ConflictingDuplicate,

    /// <summary>The event is of another mission.</summary>
    [JsonStringEnumMemberName("FOREIGN_MISSION")]
    ForeignMission,
}
