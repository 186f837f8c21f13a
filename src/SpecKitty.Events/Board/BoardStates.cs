using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        var views = features
            .OrderBy(feature => feature.Slug, CodePointComparer.Instance)
            .Select(feature => feature.View ??= ViewOf(feature))
            .ToList();
        return new BoardState
        {
            Features = EquatableMap.Create(views.Select(view => KeyValuePair.Create(view.Feature.FeatureSlug, view.Feature))),
            WorkPackages = views.SelectMany(view => view.WorkPackages).ToEquatableList(),
            History = Entries(history),
            Anomalies = InOrder(anomalies, [.. views.SelectMany(view => view.Anomalies)], log),
            EventCount = log.Count,
            LastProcessedEventId = log.Count == 0 ? null : log[^1].EventId,
        };
    }

    private static FeatureView ViewOf(FeatureCell feature)
    {
        var standings = feature.Standings.ToStates(out var refused);
        var anomalies = refused.Select(anomaly => OfTransition(feature.Slug, anomaly)).ToArray();
        var rejections = anomalies.Where(anomaly => anomaly.Code != BoardAnomalyCode.ConflictingDuplicate).ToDictionary(anomaly => anomaly.EventId);
        return new FeatureView(
            feature.Facts with { History = Entries(feature.History) },
            [.. feature.WorkPackages
                .OrderBy(entry => entry.Key, CodePointComparer.Instance)
                .Select(entry => WorkPackage(feature.Slug, entry.Key, entry.Value, standings.GetValueOrDefault(entry.Key), rejections))],
            anomalies);
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

    // The board's own stand in reducer order; those of transitions come from several folds, each of which tells of a tick when it is over.
    private static EquatableList<BoardAnomaly> InOrder(List<BoardAnomaly> own, List<BoardAnomaly> ofTransitions, IReadOnlyList<Event> log)
    {
        if (ofTransitions.Count == 0)
        {
            return own.ToEquatableList();
        }

        List<BoardAnomaly> all = [.. own, .. ofTransitions];
        var places = all.Select(anomaly => anomaly.EventId).Distinct().ToDictionary(id => id, _ => 0);
        for (var place = 0; place < log.Count; place++)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(places, log[place].EventId);
            if (!Unsafe.IsNullRef(ref known))
            {
                known = place;
            }
        }

        return all.OrderBy(anomaly => places[anomaly.EventId]).ToEquatableList();
    }
}
