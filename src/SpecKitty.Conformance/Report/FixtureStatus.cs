using System.Text.Json.Serialization;

namespace SpecKitty.Conformance.Report;

/// <summary>How a fixture came out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FixtureStatus>))]
public enum FixtureStatus
{
    /// <summary>What came is what was expected.</summary>
    [JsonStringEnumMemberName("passed")]
    Passed,

    /// <summary>Something else came.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The fixture is for a later version of the contract than the one that was asked for.</summary>
    [JsonStringEnumMemberName("not_applicable")]
    NotApplicable,
}
