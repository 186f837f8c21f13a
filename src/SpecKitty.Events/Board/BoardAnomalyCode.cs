using System.Text.Json.Serialization;

namespace SpecKitty.Events.Board;

/// <summary>Why an event of the board did not fold as it should: a closed set.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BoardAnomalyCode>))]
public enum BoardAnomalyCode
{
    /// <summary>The payload is valid on no surface; the event has no effect.</summary>
    [JsonStringEnumMemberName("PAYLOAD_INVALID")]
    PayloadInvalid,

    /// <summary>A contract transition leaves a lane that the work package is not in; it was not applied.</summary>
    [JsonStringEnumMemberName("FROM_LANE_MISMATCH")]
    FromLaneMismatch,

    /// <summary>The table of transitions does not allow a contract transition; it was not applied.</summary>
    [JsonStringEnumMemberName("TRANSITION_REJECTED")]
    TransitionRejected,

    /// <summary>The id came with more than one content; one was kept.</summary>
    [JsonStringEnumMemberName("CONFLICTING_DUPLICATE")]
    ConflictingDuplicate,

    /// <summary>A wire transition leaves a lane that the work package is not in; it was applied, and something before it is missing.</summary>
    [JsonStringEnumMemberName("PREVIOUS_LANE_MISMATCH")]
    PreviousLaneMismatch,

    /// <summary>The event names no feature and several have its work package; it counts for a work package without a feature.</summary>
    [JsonStringEnumMemberName("AMBIGUOUS_FEATURE")]
    AmbiguousFeature,

    /// <summary>A feature or work package is created that was created before; the later facts hold.</summary>
    [JsonStringEnumMemberName("DUPLICATE_CREATION")]
    DuplicateCreation,
}
