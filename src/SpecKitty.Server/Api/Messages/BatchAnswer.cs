using System.Text.Json.Serialization;
using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Api.Messages;

/// <summary>What became of a batch.</summary>
internal sealed record BatchAnswer
{
    /// <summary>One result an event, in request order.</summary>
    public required IReadOnlyList<BatchResult> Results { get; init; }

    /// <summary>The greatest clock of <c>missions</c> and <c>project_clocks</c>; absent when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LamportClock { get; init; }

    /// <summary>The missions that the batch names, each with its clock: whoever emits next advances past it. Absent when the batch names none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BatchMission>? Missions { get; init; }

    /// <summary>The projects of the batch that the caller may write to, each with its clock: whoever emits next, for a mission or not, advances past it. Absent when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProjectClockAnswer>? ProjectClocks { get; init; }

    public static BatchAnswer Of(IngestAnswer answer) => new()
    {
        Results = [.. answer.Results.Select(BatchResult.Of)],
        LamportClock = answer.LatestClock,
        Missions = answer.Missions.Count == 0 ? null : [.. answer.Missions.Select(BatchMission.Of)],
        ProjectClocks = answer.Projects.Count == 0 ? null : [.. answer.Projects.Select(ProjectClockAnswer.Of)],
    };
}
