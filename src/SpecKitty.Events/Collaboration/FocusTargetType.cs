using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration;

/// <summary>What kind of thing a focus is on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FocusTargetType>))]
public enum FocusTargetType
{
    /// <summary>A work package.</summary>
    [JsonStringEnumMemberName("wp")]
    WorkPackage,

    /// <summary>A step of a prompt.</summary>
    [JsonStringEnumMemberName("step")]
    Step,

    /// <summary>A file.</summary>
    [JsonStringEnumMemberName("file")]
    File,
}
