using System.Text.Json.Serialization;

namespace SpecKitty.Events.Gates;

/// <summary>The kind of gate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateType>))]
public enum GateType
{
    /// <summary>A check of continuous integration.</summary>
    [JsonStringEnumMemberName("ci")]
    Ci,
}
