using System.Text.Json.Serialization;

namespace SpecKitty.Events.Sync;

/// <summary>The phase of a work package that somebody is assigned to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkPhase>))]
public enum WorkPhase
{
    /// <summary>Doing the work.</summary>
    [JsonStringEnumMemberName("implementation")]
    Implementation,

    /// <summary>Reviewing it.</summary>
    [JsonStringEnumMemberName("review")]
    Review,
}
