using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration;

/// <summary>What a participant does about a warning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Acknowledgement>))]
public enum Acknowledgement
{
    /// <summary>It proceeds as it is.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,

    /// <summary>It pauses.</summary>
    [JsonStringEnumMemberName("hold")]
    Hold,

    /// <summary>It hands over.</summary>
    [JsonStringEnumMemberName("reassign")]
    Reassign,

    /// <summary>It puts the matter off.</summary>
    [JsonStringEnumMemberName("defer")]
    Defer,
}
