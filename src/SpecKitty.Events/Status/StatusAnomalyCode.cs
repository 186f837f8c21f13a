using System.Text.Json.Serialization;

namespace SpecKitty.Events.Status;

/// <summary>Why a transition was not applied: a closed set.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StatusAnomalyCode>))]
public enum StatusAnomalyCode
{
    /// <summary>The payload is not valid.</summary>
    [JsonStringEnumMemberName("PAYLOAD_INVALID")]
    PayloadInvalid,

    /// <summary>The transition leaves a lane that the work package is not in; force does not help.</summary>
    [JsonStringEnumMemberName("FROM_LANE_MISMATCH")]
    FromLaneMismatch,

    /// <summary>The table of transitions does not allow it.</summary>
    [JsonStringEnumMemberName("TRANSITION_REJECTED")]
    TransitionRejected,

    /// <summary>The id came with more than one content; one was kept.</summary>
    [JsonStringEnumMemberName("CONFLICTING_DUPLICATE")]
    ConflictingDuplicate,
}
