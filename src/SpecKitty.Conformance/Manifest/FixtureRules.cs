using System.Text.Json.Serialization;

namespace SpecKitty.Conformance.Manifest;

/// <summary>How strictly an envelope is read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FixtureRules>))]
public enum FixtureRules
{
    /// <summary>Any version; <c>correlation_id</c> is required.</summary>
    [JsonStringEnumMemberName("library")]
    Library,

    /// <summary>Majors 1 and 2; a 1.x envelope may come without <c>correlation_id</c>.</summary>
    [JsonStringEnumMemberName("ingest")]
    Ingest,
}
