namespace SpecKitty.Client.Http.Messages;

/// <summary>What the server did with each event of a batch.</summary>
/// <param name="Results">One for each event, in the order of the request. What was read from elsewhere may hold nulls.</param>
/// <param name="Missions">How far the clocks of the batch's missions have come; null when the server gave none.</param>
/// <param name="ProjectClocks">How far the clocks of the batch's projects have come; null when the server gave none, as one of an earlier release.</param>
public sealed record BatchAnswer(
    IReadOnlyList<BatchResult?> Results,
    IReadOnlyList<MissionClockAnswer?>? Missions = null,
    IReadOnlyList<ProjectClockAnswer?>? ProjectClocks = null)
{
    /// <summary>The largest clock that the server showed, for the producer to take in; null when it showed none.</summary>
    public long? LatestClock =>
        (Missions ?? []).Select(mission => mission?.LamportClock).Concat((ProjectClocks ?? []).Select(project => project?.LamportClock)).Max();
}

/// <summary>How far the Lamport clock of a mission has come.</summary>
/// <param name="LamportClock">The largest clock of its events.</param>
public sealed record MissionClockAnswer(long LamportClock);

/// <summary>How far the Lamport clock of a project has come.</summary>
/// <param name="LamportClock">The largest clock of its events, those of its missions included.</param>
public sealed record ProjectClockAnswer(long LamportClock);

/// <summary>The refusal of a whole batch that names events.</summary>
/// <param name="Details">What is wrong, event by event.</param>
internal sealed record BatchFaults(IReadOnlyList<BatchFault?> Details);

/// <summary>One fault of a refused batch.</summary>
internal sealed record BatchFault(string? EventId = null, string? Error = null);
