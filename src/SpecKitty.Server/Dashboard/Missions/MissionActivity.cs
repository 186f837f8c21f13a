namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>What happened in a mission lately.</summary>
/// <param name="Sequence">The project's newest sequence that it knows of.</param>
/// <param name="Recent">The newest events but for signs of life, oldest first.</param>
internal sealed record MissionActivity(long Sequence, IReadOnlyList<RecentEvent> Recent);
