using System.Text.Json.Serialization;

namespace SpecKitty.Events.Sync;

/// <summary>The kind of an entry in the history of a work package.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HistoryEntryType>))]
public enum HistoryEntryType
{
    /// <summary>A note.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>A review.</summary>
    [JsonStringEnumMemberName("review")]
    Review,

    /// <summary>An error.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>A comment.</summary>
    [JsonStringEnumMemberName("comment")]
    Comment,
}
