using System.Text.Json.Serialization;

namespace SpecKitty.Cli.Reducing;

/// <summary>The reducers, as the command line names them.</summary>
internal enum ReducerName
{
    /// <summary>Participants, focus, drive, warnings, decisions, comments.</summary>
    [JsonStringEnumMemberName("collaboration")]
    Collaboration,

    /// <summary>Where each work package stands.</summary>
    [JsonStringEnumMemberName("status")]
    Status,

    /// <summary>The life of a mission.</summary>
    [JsonStringEnumMemberName("lifecycle")]
    Lifecycle,

    /// <summary>Every work package of a project with its lane and its history.</summary>
    [JsonStringEnumMemberName("board")]
    Board,
}
