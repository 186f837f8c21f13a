using System.Text.Json.Serialization;

namespace SpecKitty.Events.Lifecycle;

/// <summary>Why an event of the lifecycle did not fold as it should: a closed set.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LifecycleAnomalyCode>))]
public enum LifecycleAnomalyCode
{
    /// <summary>The mission is completed or cancelled already.</summary>
    [JsonStringEnumMemberName("AFTER_TERMINAL")]
    AfterTerminal,

    /// <summary>The mission has not started.</summary>
    [JsonStringEnumMemberName("BEFORE_START")]
    BeforeStart,

    /// <summary>The mission has started already.</summary>
    [JsonStringEnumMemberName("DUPLICATE_START")]
    DuplicateStart,

    /// <summary>The payload is not valid.</summary>
    [JsonStringEnumMemberName("PAYLOAD_INVALID")]
    PayloadInvalid,

    /// <summary>The id came with more than one content; one was kept.</summary>
    [JsonStringEnumMemberName("CONFLICTING_DUPLICATE")]
    ConflictingDuplicate,

    /// <summary>A transition of a work package has an invalid payload.</summary>
    [JsonStringEnumMemberName("WP_PAYLOAD_INVALID")]
    WorkPackagePayloadInvalid,

    /// <summary>A transition leaves a lane that its work package is not in.</summary>
    [JsonStringEnumMemberName("WP_FROM_LANE_MISMATCH")]
    WorkPackageFromLaneMismatch,

    /// <summary>The table of transitions does not allow a transition.</summary>
    [JsonStringEnumMemberName("WP_TRANSITION_REJECTED")]
    WorkPackageTransitionRejected,

    /// <summary>The id of a transition came with more than one content.</summary>
    [JsonStringEnumMemberName("WP_CONFLICTING_DUPLICATE")]
    WorkPackageConflictingDuplicate,
}
