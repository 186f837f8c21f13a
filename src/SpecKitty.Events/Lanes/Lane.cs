using System.Text.Json.Serialization;

namespace SpecKitty.Events.Lanes;

/// <summary>The seven canonical lanes of a work package.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Lane>))]
public enum Lane
{
    /// <summary>Not taken up.</summary>
    [JsonStringEnumMemberName("planned")]
    Planned,

    /// <summary>Somebody has taken it.</summary>
    [JsonStringEnumMemberName("claimed")]
    Claimed,

    /// <summary>Being worked on.</summary>
    [JsonStringEnumMemberName("in_progress")]
    InProgress,

    /// <summary>Waiting for a review.</summary>
    [JsonStringEnumMemberName("for_review")]
    ForReview,

    /// <summary>Finished. Terminal.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Cannot go on.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked,

    /// <summary>Given up. Terminal.</summary>
    [JsonStringEnumMemberName("canceled")]
    Canceled,
}
