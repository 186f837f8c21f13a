using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Why a request about a mission clashes with what there is.</summary>
internal sealed record ConflictAnswer
{
    /// <summary>What is wrong, in a few words.</summary>
    public required string Error { get; init; }

    /// <summary>The rule, what arrived and what to do.</summary>
    public required string Details { get; init; }

    /// <summary>The projects to choose from with <c>project</c>, when the id of the mission is ambiguous; else absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Projects { get; init; }
}
