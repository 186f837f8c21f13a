using System.Text.Json.Serialization;

namespace SpecKitty.Conformance.Manifest;

/// <summary>What a fixture is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FixtureKind>))]
public enum FixtureKind
{
    /// <summary>One payload, held against its model and its schema.</summary>
    [JsonStringEnumMemberName("payload")]
    Payload,

    /// <summary>One envelope, or several, one a line.</summary>
    [JsonStringEnumMemberName("envelope")]
    Envelope,

    /// <summary>A whole log and the state, or the violation, that it reduces to.</summary>
    [JsonStringEnumMemberName("reduction")]
    Reduction,

    /// <summary>A table of questions about lanes with their answers.</summary>
    [JsonStringEnumMemberName("lanes")]
    Lanes,
}
