using System.Text.Json.Serialization;

namespace SpecKitty.Events.Status;

/// <summary>Where the work on a work package happens.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExecutionMode>))]
public enum ExecutionMode
{
    /// <summary>In a git worktree of its own.</summary>
    [JsonStringEnumMemberName("worktree")]
    Worktree,

    /// <summary>In the repository itself.</summary>
    [JsonStringEnumMemberName("direct_repo")]
    DirectRepo,
}
