using System.Text.Json.Serialization;

namespace SpecKitty.Events.Lifecycle;

/// <summary>Where a mission stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissionStatus>))]
public enum MissionStatus
{
    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>It is done. Terminal.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>It was given up. Terminal.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
