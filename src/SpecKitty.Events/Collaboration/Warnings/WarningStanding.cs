using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>How far a warning has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WarningStanding>))]
public enum WarningStanding
{
    /// <summary>Nobody has acknowledged it.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Somebody has, and somebody concerned has not.</summary>
    [JsonStringEnumMemberName("partly_acknowledged")]
    PartlyAcknowledged,

    /// <summary>Everybody concerned has, or has left.</summary>
    [JsonStringEnumMemberName("settled")]
    Settled,
}
