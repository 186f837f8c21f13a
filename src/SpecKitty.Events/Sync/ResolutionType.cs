using System.Text.Json.Serialization;

namespace SpecKitty.Events.Sync;

/// <summary>How a dependency was resolved.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResolutionType>))]
public enum ResolutionType
{
    /// <summary>It was completed.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>It was left out.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>It was merged.</summary>
    [JsonStringEnumMemberName("merged")]
    Merged,
}
