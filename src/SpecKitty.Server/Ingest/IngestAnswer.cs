namespace SpecKitty.Server.Ingest;

/// <summary>What became of a batch.</summary>
/// <param name="Results">One result an event, in request order.</param>
/// <param name="Missions">The clocks of the missions that the batch names and the caller may write to.</param>
/// <param name="Projects">The clocks of the projects of the batch that the caller may write to.</param>
/// <param name="IsForbidden">Whether the caller may write to no project of the batch.</param>
internal sealed record IngestAnswer(IReadOnlyList<IngestResult> Results, IReadOnlyList<MissionClock> Missions, IReadOnlyList<ProjectClock> Projects, bool IsForbidden)
{
    /// <summary>The greatest clock of all that the answer names; null when it names none.</summary>
    public long? LatestClock => Missions.Select(mission => (long?)mission.LamportClock).Concat(Projects.Select(project => (long?)project.LamportClock)).Max();
}
