using System.Text.Json.Serialization;

namespace SpecKitty.Events.Reduction;

/// <summary>What a reducer does with an event that breaks integrity.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReductionMode>))]
public enum ReductionMode
{
    /// <summary>It stops at the first one: for live traffic.</summary>
    [JsonStringEnumMemberName("strict")]
    Strict,

    /// <summary>It records an anomaly and goes on: for replay and import.</summary>
    [JsonStringEnumMemberName("permissive")]
    Permissive,
}
