namespace SpecKitty.Server.Dashboard.Views;

/// <summary>What happened in a project lately, and where its work packages are.</summary>
/// <param name="Sequence">The newest sequence that it knows.</param>
/// <param name="Recent">The newest events, oldest first.</param>
/// <param name="WorkPackages">The work packages, in order of their ids.</param>
internal sealed record ProjectActivity(long Sequence, IReadOnlyList<RecentEvent> Recent, IReadOnlyList<WorkPackageView> WorkPackages);
