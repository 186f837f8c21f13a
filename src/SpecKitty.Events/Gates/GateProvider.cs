using System.Text.Json.Serialization;

namespace SpecKitty.Events.Gates;

/// <summary>Who runs the gate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateProvider>))]
public enum GateProvider
{
    /// <summary>GitHub check runs.</summary>
    [JsonStringEnumMemberName("github")]
    GitHub,
}
