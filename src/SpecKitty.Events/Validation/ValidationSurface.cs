using System.Text.Json.Serialization;

namespace SpecKitty.Events.Validation;

/// <summary>What an event is held against.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ValidationSurface>))]
public enum ValidationSurface
{
    /// <summary>A payload that is valid on either surface is fine, as batch ingest takes it.</summary>
    [JsonStringEnumMemberName("any")]
    Any,

    /// <summary>The payload must be valid on the contract surface.</summary>
    [JsonStringEnumMemberName("contract")]
    Contract,

    /// <summary>The payload must be valid on the wire surface.</summary>
    [JsonStringEnumMemberName("wire")]
    Wire,

    /// <summary>The envelope alone; the payload is not looked at.</summary>
    [JsonStringEnumMemberName("envelope")]
    Envelope,
}
