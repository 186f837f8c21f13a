namespace SpecKitty.Server.Dashboard.Views;

/// <summary>What happened in a project lately.</summary>
/// <param name="Sequence">The newest sequence that it knows.</param>
/// <param name="Recent">The newest events, oldest first.</param>
internal sealed record ProjectActivity(long Sequence, IReadOnlyList<RecentEvent> Recent);
