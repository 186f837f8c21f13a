using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration;

/// <summary>How the execution of a prompt step ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepOutcome>))]
public enum StepOutcome
{
    /// <summary>It did what it should.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>It failed.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>It was left out.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,
}
