using SpecKitty.Events.Status;

namespace SpecKitty.Events.Board;

/// <summary>A feature at a place in a board's fold.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Facts">What the feature's own events said.</param>
/// <param name="History">What had happened to it.</param>
/// <param name="WorkPackages">Its work packages.</param>
/// <param name="Standings">The place in the fold of where they stand.</param>
internal sealed record FeatureMark(FeatureCell Feature, BoardFeature Facts, HistoryChain? History, KeyValuePair<string, WorkPackageCell>[] WorkPackages, StatusMark Standings);
