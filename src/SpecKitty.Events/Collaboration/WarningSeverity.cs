using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration;

/// <summary>How much a warning matters. Warnings are advisory: none of them locks anything.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WarningSeverity>))]
public enum WarningSeverity
{
    /// <summary>Good to know.</summary>
    [JsonStringEnumMemberName("info")]
    Info,

    /// <summary>Somebody should look.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,
}
