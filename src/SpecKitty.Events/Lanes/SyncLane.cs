using System.Text.Json.Serialization;

namespace SpecKitty.Events.Lanes;

/// <summary>The four lanes that travel on the wire (version 1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SyncLane>))]
public enum SyncLane
{
    /// <summary>Not taken up.</summary>
    [JsonStringEnumMemberName("planned")]
    Planned,

    /// <summary>Being worked on.</summary>
    [JsonStringEnumMemberName("doing")]
    Doing,

    /// <summary>Waiting for a review.</summary>
    [JsonStringEnumMemberName("for_review")]
    ForReview,

    /// <summary>Finished.</summary>
    [JsonStringEnumMemberName("done")]
    Done,
}
