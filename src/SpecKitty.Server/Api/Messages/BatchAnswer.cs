using System.Text.Json.Serialization;
using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Api.Messages;

/// <summary>What became of a batch.</summary>
internal sealed record BatchAnswer
{
    /// <summary>One result an event, in request order.</summary>
    public required IReadOnlyList<BatchResult> Results { get; init; }

    /// <summary>The greatest clock of <c>missions</c>; absent when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LamportClock { get; init; }

    /// <summary>The missions that the batch names, each with its clock: whoever emits next advances past it. Absent when the batch names none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BatchMission>? Missions { get; init; }

    public static BatchAnswer Of(IngestAnswer answer) => new()
    {
        Results = [.. answer.Results.Select(BatchResult.Of)],
        LamportClock = answer.Missions.Count == 0 ? null : answer.Missions.Max(mission => mission.LamportClock),
        Missions = answer.Missions.Count == 0 ? null : [.. answer.Missions.Select(BatchMission.Of)],
    };
}
