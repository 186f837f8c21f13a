using System.Text.Json.Serialization;

namespace SpecKitty.Conformance.Manifest;

/// <summary>The reducer that a log is given to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FixtureReducer>))]
public enum FixtureReducer
{
    /// <summary>Who takes part, who drives, who works on what.</summary>
    [JsonStringEnumMemberName("collaboration")]
    Collaboration,

    /// <summary>Where each work package stands.</summary>
    [JsonStringEnumMemberName("status")]
    Status,

    /// <summary>The life of a mission.</summary>
    [JsonStringEnumMemberName("lifecycle")]
    Lifecycle,
}
