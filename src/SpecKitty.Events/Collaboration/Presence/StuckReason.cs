using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration.Presence;

/// <summary>Why a participant looks stuck.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StuckReason>))]
public enum StuckReason
{
    /// <summary>A step has been running for too long.</summary>
    [JsonStringEnumMemberName("step_running_long")]
    StepRunningLong,

    /// <summary>It is alive, runs no step, and has done no work for too long.</summary>
    [JsonStringEnumMemberName("no_progress")]
    NoProgress,
}
