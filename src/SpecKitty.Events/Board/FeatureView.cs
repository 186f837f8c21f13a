namespace SpecKitty.Events.Board;

/// <summary>What a board shows of one feature; good until an event touches the feature.</summary>
/// <param name="Feature">The feature itself.</param>
/// <param name="WorkPackages">Its work packages, by id.</param>
/// <param name="Anomalies">What its transitions did wrong.</param>
internal sealed record FeatureView(BoardFeature Feature, BoardWorkPackage[] WorkPackages, BoardAnomaly[] Anomalies);
