using System.Text.Json.Serialization;

namespace SpecKitty.Events.Validation;

/// <summary>Which payloads an event type has.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Surface>))]
public enum Surface
{
    /// <summary>The payloads of the package's models.</summary>
    [JsonStringEnumMemberName("contract")]
    Contract,

    /// <summary>The eight payloads of the handoff contract, as producers send them.</summary>
    [JsonStringEnumMemberName("wire")]
    Wire,
}
