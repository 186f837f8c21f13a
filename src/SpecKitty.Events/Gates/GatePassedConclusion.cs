using System.Text.Json.Serialization;

namespace SpecKitty.Events.Gates;

/// <summary>The conclusion of a gate that passed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GatePassedConclusion>))]
public enum GatePassedConclusion
{
    /// <summary>The check succeeded.</summary>
    [JsonStringEnumMemberName("success")]
    Success,
}
