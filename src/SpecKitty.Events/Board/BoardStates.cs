using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>Makes the state that is shown from the cells of a fold.</summary>
internal static class BoardStates
{
    public static BoardState Of(IReadOnlyCollection<FeatureCell> features, HistoryChain? history, List<BoardAnomaly> anomalies, IReadOnlyList<Event> log)
    {
        List<BoardAnomaly> all = [.. anomalies];
        List<BoardWorkPackage> workPackages = [];
        foreach (var feature in features.OrderBy(feature => feature.Slug, CodePointComparer.Instance))
        {
            var standings = feature.Standings.ToStates(out var refused);
            var own = refused.Select(anomaly => OfTransition(feature.Slug, anomaly)).ToList();
            all.AddRange(own);
            var rejections = own.Where(anomaly => anomaly.Code != BoardAnomalyCode.ConflictingDuplicate).ToDictionary(anomaly => anomaly.EventId);
            workPackages.AddRange(feature.WorkPackages
                .OrderBy(entry => entry.Key, CodePointComparer.Instance)
                .Select(entry => WorkPackage(feature.Slug, entry.Key, entry.Value, standings.GetValueOrDefault(entry.Key), rejections)));
        }

        return new BoardState
        {
            Features = EquatableMap.Sorted(features.Select(feature => KeyValuePair.Create(feature.Slug, feature.Facts with { History = Entries(feature.History) }))),
            WorkPackages = workPackages.ToEquatableList(),
            History = Entries(history),
            Anomalies = InOrder(all, log),
            EventCount = log.Count,
            LastProcessedEventId = log.Count == 0 ? null : log[^1].EventId,
        };
    }

    private static BoardWorkPackage WorkPackage(string slug, string id, WorkPackageCell cell, WorkPackageState? standing, Dictionary<EventId, BoardAnomaly> rejections) => new()
    {
        FeatureSlug = slug,
        WpId = id,
        Title = cell.Title,
        Lane = standing?.CurrentLane ?? Lane.Planned,
        LastTransitionAt = standing?.LastTransitionAt,
        LastTransitionEventId = standing?.LastEventId,
        Evidence = standing?.Evidence,
        Assignment = cell.Assignment,
        Dependencies = cell.AllDependencies(),
        ErrorCount = cell.Errors,
        History = HistoryChain.ToList(
            cell.History,
            entry => rejections.Count > 0 && rejections.TryGetValue(entry.EventId, out var rejection) ? entry with { Rejection = rejection.Code, RejectionReason = rejection.Reason } : entry),
    };

    private static EquatableList<BoardHistoryEntry> Entries(HistoryChain? history) => HistoryChain.ToList(history, entry => entry);

    private static BoardAnomaly OfTransition(string slug, TransitionAnomaly anomaly) => new(
        anomaly.EventId,
        StatusEventTypes.WPStatusChanged,
        slug,
        anomaly.WpId,
        anomaly.Code switch
        {
            StatusAnomalyCode.FromLaneMismatch => BoardAnomalyCode.FromLaneMismatch,
            StatusAnomalyCode.TransitionRejected => BoardAnomalyCode.TransitionRejected,
            _ => BoardAnomalyCode.ConflictingDuplicate,
        },
        anomaly.Reason);

    // They come from several folds, each of which tells of a tick when it is over.
    private static EquatableList<BoardAnomaly> InOrder(List<BoardAnomaly> anomalies, IReadOnlyList<Event> log)
    {
        if (anomalies.Count == 0)
        {
            return EquatableList<BoardAnomaly>.Empty;
        }

        var byEvent = anomalies.ToLookup(anomaly => anomaly.EventId);
        return log.SelectMany(value => byEvent[value.EventId].OrderBy(anomaly => anomaly.Code)).ToEquatableList();
    }
}
