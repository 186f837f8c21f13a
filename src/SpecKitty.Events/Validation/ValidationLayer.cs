using System.Text.Json.Serialization;

namespace SpecKitty.Events.Validation;

/// <summary>Which layer of the validation found a fault.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ValidationLayer>))]
public enum ValidationLayer
{
    /// <summary>The reading of the envelope, or what envelope and payload have to agree on.</summary>
    [JsonStringEnumMemberName("envelope")]
    Envelope,

    /// <summary>The typed model of the payload.</summary>
    [JsonStringEnumMemberName("model")]
    Model,

    /// <summary>The JSON Schema of the payload.</summary>
    [JsonStringEnumMemberName("schema")]
    Schema,
}
