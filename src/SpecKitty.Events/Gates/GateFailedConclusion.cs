using System.Text.Json.Serialization;

namespace SpecKitty.Events.Gates;

/// <summary>The conclusion of a gate that failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateFailedConclusion>))]
public enum GateFailedConclusion
{
    /// <summary>The check failed.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>It ran out of time.</summary>
    [JsonStringEnumMemberName("timed_out")]
    TimedOut,

    /// <summary>It was cancelled.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>Somebody has to act first.</summary>
    [JsonStringEnumMemberName("action_required")]
    ActionRequired,
}
