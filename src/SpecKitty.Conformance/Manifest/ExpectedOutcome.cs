using System.Text.Json.Serialization;

namespace SpecKitty.Conformance.Manifest;

/// <summary>What a fixture has to come to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExpectedOutcome>))]
public enum ExpectedOutcome
{
    /// <summary>No layer finds a fault; of a lane table, every answer is the one that stands there.</summary>
    [JsonStringEnumMemberName("valid")]
    Valid,

    /// <summary>The layers find exactly the faults that are pinned.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,

    /// <summary>It gives what the golden file holds; the manifest then names the file instead of a word.</summary>
    [JsonStringEnumMemberName("golden")]
    Golden,

    /// <summary>The reduction stops at the violation that is pinned.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
