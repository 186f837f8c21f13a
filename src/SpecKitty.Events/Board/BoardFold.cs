using System.Runtime.InteropServices;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>The one fold of the board.</summary>
/// <remarks>
/// Transitions of the contract surface go through the status family's own fold, one for each feature. A transition of the wire ends the tick of its work package
/// there, sees where the work package stands, and moves it: of two surfaces that speak of one work package, the one that is later in reducer order holds.
/// Moves of the wire whose Lamport clocks contradict the lanes that they leave are put together by those lanes; see <see cref="WireMoves"/>.
/// </remarks>
internal sealed class BoardFold : IFold<BoardMark>
{
    private readonly Dictionary<string, FeatureCell> _features = new(StringComparer.Ordinal);
    private readonly FeatureIndex _index = new();
    private readonly List<BoardAnomaly> _anomalies = [];
    private HistoryChain? _history;

    public int Size => _features.Values.Sum(feature => feature.Size);

    public bool Apply(Event next, bool isContested)
    {
        switch (BoardPayloads.Of(next))
        {
            case StatusTransitionPayload transition:
                // What is wrong with a transition, its fold says, a contested id included.
                var feature = FeatureOf(next, transition.FeatureSlug, transition.WpId);
                Enter(feature, transition.WpId, next, transition);
                feature.Standings.Apply(next, isContested);
                break;
            case IWirePayload payload:
                var (slug, wpId) = Take(next, payload);
                if (isContested)
                {
                    Contested(next, slug, wpId);
                }

                break;
            case EquatableList<ContractError> faults:
                NoteInvalid(next, faults, isContested);
                break;
        }

        return true;
    }

    public BoardMark Mark() => new([.. _features.Values.Select(feature => feature.Mark())], _history, _anomalies.Count);

    public void Rewind(BoardMark mark)
    {
        _features.Clear();
        _index.Clear();
        foreach (var known in mark.Features)
        {
            var feature = known.Feature;
            feature.Rewind(known);
            _features.Add(feature.Slug, feature);
            foreach (var wpId in feature.Slug.Length > 0 ? feature.WorkPackages.Keys : Enumerable.Empty<string>())
            {
                _index.Add(feature, wpId);
            }
        }

        _history = mark.History;
        CollectionsMarshal.SetCount(_anomalies, mark.Anomalies);
    }

    public BoardState ToState(IReadOnlyList<Event> log) => BoardStates.Of(_features.Values, _history, _anomalies, log);

    // The feature and the work package that the event counts for, where it counts for any.
    private (string? FeatureSlug, string? WpId) Take(Event next, IWirePayload payload)
    {
        switch (payload)
        {
            case FeatureCreatedPayload created:
                Create(next, created);
                return (created.FeatureSlug, null);
            case FeatureCompletedPayload completed:
                Complete(next, completed);
                return (completed.FeatureSlug, null);
            case ErrorLoggedPayload { WpId: not { Length: > 0 } } error:
                _history = new HistoryChain(BoardHistoryEntries.Of(next, error), _history);
                return (null, null);
            default:
                var (slug, wpId) = AddressOf(payload);
                var feature = FeatureOf(next, slug, wpId);
                Change(feature, wpId, next, payload);
                Enter(feature, wpId, next, payload);
                return (feature.Slug, wpId);
        }
    }

    private static (string? FeatureSlug, string WpId) AddressOf(IWirePayload payload) => payload switch
    {
        SyncStatusChangedPayload moved => (moved.FeatureSlug, moved.WpId),
        LaneStatusChangedPayload moved => (moved.FeatureSlug, moved.WpId),
        WorkPackageCreatedPayload created => (created.FeatureSlug, created.WpId),
        WorkPackageAssignedPayload assigned => (null, assigned.WpId),
        HistoryAddedPayload added => (null, added.WpId),
        DependencyResolvedPayload resolved => (null, resolved.WpId),
        _ => (null, ((ErrorLoggedPayload)payload).WpId!),
    };

    private void Change(FeatureCell feature, string wpId, Event next, IWirePayload payload)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrNullRef(feature.WorkPackages, wpId);
        switch (payload)
        {
            case SyncStatusChangedPayload moved:
                Move(feature, wpId, next, WireLane.Of(moved.PreviousStatus), WireLane.Of(moved.NewStatus));
                break;
            case LaneStatusChangedPayload moved:
                Move(feature, wpId, next, WireLane.Of(moved.FromLane), WireLane.Of(moved.ToLane));
                break;
            case WorkPackageCreatedPayload created:
                if (cell.IsCreated)
                {
                    Note(next, feature.Slug, wpId, BoardAnomalyCode.DuplicateCreation, $"{wpId} was created before; title and dependencies are now those of this event.");
                }

                cell = cell with { IsCreated = true, Title = created.Title, Dependencies = created.Dependencies };
                break;
            case WorkPackageAssignedPayload assigned:
                cell = cell with { Assignment = new BoardAssignment { AgentId = assigned.AgentId, Phase = assigned.Phase, RetryCount = assigned.RetryCount, At = next.Timestamp, EventId = next.EventId } };
                break;
            case DependencyResolvedPayload { DependencyWpId: var id } resolved:
                var known = new BoardDependency { WpId = id, Resolution = resolved.ResolutionType, ResolvedAt = next.Timestamp, ResolvedEventId = next.EventId };
                cell = cell with { Resolved = EquatableMap.Sorted(cell.Resolved.Where(entry => entry.Key != id).Append(KeyValuePair.Create(id, known))) };
                break;
            case ErrorLoggedPayload or HistoryAddedPayload { EntryType: HistoryEntryType.Error }:
                cell = cell with { Errors = cell.Errors + 1 };
                break;
        }
    }

    private void Move(FeatureCell feature, string wpId, Event next, WireLane previous, WireLane entered)
    {
        var move = WireMove.Of(next, previous, entered);
        ref var cell = ref CollectionsMarshal.GetValueRefOrNullRef(feature.WorkPackages, wpId);
        var moves = WireMoves.Take(cell.Moves, feature.Standings.Settle(wpId), move);
        cell = cell with { Moves = moves };
        var standing = moves.Follow(move, out var before);
        if (!previous.Covers(before))
        {
            Note(
                next,
                feature.Slug,
                wpId,
                BoardAnomalyCode.PreviousLaneMismatch,
                $"The event leaves {previous.Canonical?.ToText() ?? previous.Sync.ToText()}, but {wpId} was in {before.ToText()}; it was moved all the same. Something before this event is missing or came late.");
        }

        feature.Standings.Move(standing with { WpId = wpId });
    }

    private void Create(Event next, FeatureCreatedPayload created)
    {
        var feature = Touch(created.FeatureSlug);
        if (feature.Facts.FeatureNumber is not null)
        {
            Note(next, feature.Slug, null, BoardAnomalyCode.DuplicateCreation, $"{feature.Slug} was created before; number, branch and count are now those of this event.");
        }

        feature.Facts = feature.Facts with
        {
            FeatureNumber = created.FeatureNumber,
            TargetBranch = created.TargetBranch,
            WpCount = created.WpCount,
            CreatedAt = created.CreatedAt ?? next.Timestamp.ToString(),
        };
        feature.History = new HistoryChain(BoardHistoryEntries.Of(next, created), feature.History);
    }

    private void Complete(Event next, FeatureCompletedPayload completed)
    {
        var feature = Touch(completed.FeatureSlug);
        feature.Facts = feature.Facts with
        {
            TotalWps = completed.TotalWps,
            TotalDuration = completed.TotalDuration,
            CompletedAt = completed.CompletedAt ?? next.Timestamp.ToString(),
        };
        feature.History = new HistoryChain(BoardHistoryEntries.Of(next, completed), feature.History);
        _index.Complete(feature);
    }

    // The feature that an event counts for. From here on it has the work package.
    private FeatureCell FeatureOf(Event next, string? named, string wpId)
    {
        var slug = named is { Length: > 0 } ? named : Home(next, wpId);
        var feature = Touch(slug);
        if (feature.WorkPackages.TryAdd(wpId, WorkPackageCell.Unknown) && slug.Length > 0)
        {
            _index.Add(feature, wpId);
        }

        return feature;
    }

    private string Home(Event next, string wpId)
    {
        if (_index.Find(wpId, next.GitBranch, out var count) is { } slug)
        {
            return slug;
        }

        if (count > 1)
        {
            Note(next, "", wpId, BoardAnomalyCode.AmbiguousFeature, $"The event names no feature, and {count} have a {wpId}; it counts for a {wpId} without a feature. Send feature_slug, or git_branch in the envelope.");
        }

        return "";
    }

    private FeatureCell Touch(string slug)
    {
        ref var feature = ref CollectionsMarshal.GetValueRefOrAddDefault(_features, slug, out _);
        feature ??= new FeatureCell(slug);
        feature.View = null;
        return feature;
    }

    private static void Enter(FeatureCell feature, string wpId, Event next, IEventPayload payload)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrNullRef(feature.WorkPackages, wpId);
        cell = cell with { History = new HistoryChain(BoardHistoryEntries.Of(next, payload), cell.History) };
    }

    private void NoteInvalid(Event next, EquatableList<ContractError> faults, bool isContested)
    {
        var slug = LoosePayload.Text(next.Payload.Utf8, "feature_slug"u8);
        var wpId = LoosePayload.Text(next.Payload.Utf8, "wp_id"u8);
        Note(next, slug, wpId, BoardAnomalyCode.PayloadInvalid, $"The payload is not valid: {string.Join(" ", faults.Select(fault => fault.Message))}");
        if (isContested)
        {
            Contested(next, slug, wpId);
        }
    }

    private void Contested(Event next, string? slug, string? wpId)
        => Note(next, slug, wpId, BoardAnomalyCode.ConflictingDuplicate, "Another event came with the same event_id and other content; it was set aside.");

    private void Note(Event next, string? slug, string? wpId, BoardAnomalyCode code, string reason)
        => _anomalies.Add(new BoardAnomaly(next.EventId, next.EventType, slug, wpId, code, reason));
}
