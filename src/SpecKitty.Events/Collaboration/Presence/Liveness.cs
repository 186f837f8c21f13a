using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration.Presence;

/// <summary>Whether a participant shows that it is there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Liveness>))]
public enum Liveness
{
    /// <summary>Its last heartbeat is fresh.</summary>
    [JsonStringEnumMemberName("alive")]
    Alive,

    /// <summary>Heartbeats are missing.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,

    /// <summary>It has not been heard of for so long that it is probably not there.</summary>
    [JsonStringEnumMemberName("gone")]
    Gone,

    /// <summary>It has never sent a heartbeat, so nothing can be said.</summary>
    [JsonStringEnumMemberName("unseen")]
    Unseen,
}
