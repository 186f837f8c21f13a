namespace SpecKitty.Server.Ingest;

/// <summary>What became of a batch.</summary>
/// <param name="Results">One result an event, in request order.</param>
/// <param name="Missions">The clocks of the missions that the batch names and the caller may write to.</param>
/// <param name="IsForbidden">Whether the caller may write to no project of the batch.</param>
internal sealed record IngestAnswer(IReadOnlyList<IngestResult> Results, IReadOnlyList<MissionClock> Missions, bool IsForbidden);
