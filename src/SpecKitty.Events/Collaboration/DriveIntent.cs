using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration;

/// <summary>Whether a participant means to drive: to make changes, not only to look.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriveIntent>))]
public enum DriveIntent
{
    /// <summary>It drives, or is about to.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>It does not drive.</summary>
    [JsonStringEnumMemberName("inactive")]
    Inactive,
}
