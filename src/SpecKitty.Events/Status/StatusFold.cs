using System.Runtime.InteropServices;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Status;

/// <summary>The one fold of the status family.</summary>
/// <remarks>
/// Transitions of a work package that share a Lamport clock are concurrent: each is checked against the state before all of them, and the last one that
/// passes wins. So events wait until a later clock shows that their tick is over; a state shows the open tick as if it were.
/// </remarks>
internal sealed class StatusFold : IFold<StatusMark>
{
    private readonly Dictionary<string, Standing> _standings = new(StringComparer.Ordinal);
    private readonly List<TransitionAnomaly> _invalid = [];
    private readonly List<TransitionAnomaly> _anomalies = [];

    // The open tick, by work package.
    private readonly Dictionary<string, List<Transition>> _open = new(StringComparer.Ordinal);
    private long _openClock;

    public int Size => _standings.Count + _open.Values.Sum(group => group.Count);

    public bool Apply(Event next, bool isContested)
    {
        if (TypedPayload.Of(next) is not StatusTransitionPayload payload)
        {
            _invalid.Add(Invalid(next, (EquatableList<ContractError>)TypedPayload.Of(next)));
            if (isContested)
            {
                _invalid.Add(_invalid[^1] with { Code = StatusAnomalyCode.ConflictingDuplicate, Reason = Contested });
            }

            return true;
        }

        if (_open.Count > 0 && _openClock != next.LamportClock)
        {
            CloseTick(_open, _standings, _anomalies);
            _open.Clear();
        }

        Open(new Transition(next, payload, isContested));
        return true;
    }

    /// <summary>Ends the tick for one work package: what comes next is checked against what came before.</summary>
    /// <param name="wpId">The work package.</param>
    /// <returns>Where it stands now; null when it stands nowhere.</returns>
    public WorkPackageState? Settle(string wpId)
    {
        if (_open.Remove(wpId, out var group))
        {
            CloseGroup(group, _standings, _anomalies);
        }

        return _standings.TryGetValue(wpId, out var standing) ? standing.Current : null;
    }

    /// <summary>Takes in where another source puts a work package; no rule is asked. To be called behind <see cref="Settle"/>.</summary>
    /// <param name="state">Where it stands from now on.</param>
    public void Move(WorkPackageState state)
        => _standings[state.WpId] = _standings.GetValueOrDefault(state.WpId) with { Moved = state };

    public StatusMark Mark() => new([.. _standings], _invalid.Count, _anomalies.Count, [.. _open.Values.SelectMany(group => group)]);

    public void Rewind(StatusMark mark)
    {
        _standings.Clear();
        foreach (var (id, standing) in mark.Standings)
        {
            _standings.Add(id, standing);
        }

        CollectionsMarshal.SetCount(_invalid, mark.Invalid);
        CollectionsMarshal.SetCount(_anomalies, mark.Anomalies);
        _open.Clear();
        foreach (var transition in mark.Open)
        {
            Open(transition);
        }
    }

    public EquatableMap<string, WorkPackageState> ToStates(out EquatableList<TransitionAnomaly> anomalies)
    {
        var standings = new Dictionary<string, Standing>(_standings, StringComparer.Ordinal);
        List<TransitionAnomaly> rest = [.. _anomalies];
        CloseTick(_open, standings, rest);
        anomalies = [.. _invalid, .. rest];
        return EquatableMap.Sorted(standings.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Current)));
    }

    public StatusState ToState(IReadOnlyList<Event> log)
    {
        var states = ToStates(out var anomalies);
        return new StatusState
        {
            WpStates = states,
            Anomalies = anomalies,
            EventCount = log.Count,
            LastProcessedEventId = log.Count == 0 ? null : log[^1].EventId,
        };
    }

    private const string Contested = "Another event came with the same event_id and other content; it was set aside.";

    private void Open(Transition transition)
    {
        _openClock = transition.Event.LamportClock;
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_open, transition.Payload.WpId, out _);
        (group ??= []).Add(transition);
    }

    private static void CloseTick(Dictionary<string, List<Transition>> tick, Dictionary<string, Standing> standings, List<TransitionAnomaly> anomalies)
    {
        foreach (var group in tick.Values.OrderBy(group => group[0].Event, EventOrder.Instance))
        {
            CloseGroup(group, standings, anomalies);
        }
    }

    private static void CloseGroup(List<Transition> group, Dictionary<string, Standing> standings, List<TransitionAnomaly> anomalies)
    {
        var id = group[0].Payload.WpId;
        var before = standings.GetValueOrDefault(id);
        foreach (var transition in group.OrderBy(transition => transition.IsRollback))
        {
            if (Refusal(transition.Payload, before) is var (code, reason))
            {
                anomalies.Add(Anomaly(transition, code, reason));
            }
            else
            {
                standings[id] = new Standing(After(transition), Moved: null);
            }

            if (transition.IsContested)
            {
                anomalies.Add(Anomaly(transition, StatusAnomalyCode.ConflictingDuplicate, Contested));
            }
        }
    }

    private static (StatusAnomalyCode Code, string Reason)? Refusal(StatusTransitionPayload payload, Standing before)
    {
        if (!before.MayLeave(payload.FromLane))
        {
            return (StatusAnomalyCode.FromLaneMismatch, $"from_lane is {Named(payload.FromLane)}, but the work package is in {Named(before.Lane)}.");
        }

        var verdict = TransitionRules.Validate(payload);
        return verdict.IsValid ? null : (StatusAnomalyCode.TransitionRejected, string.Join("; ", verdict.Violations));
    }

    private static WorkPackageState After(Transition transition) => new()
    {
        WpId = transition.Payload.WpId,
        CurrentLane = transition.Payload.ToLane,
        LastEventId = transition.Event.EventId,
        LastTransitionAt = transition.Event.Timestamp,
        Evidence = transition.Payload.ToLane == Lane.Done ? transition.Payload.Evidence : null,
    };

    private static TransitionAnomaly Anomaly(Transition transition, StatusAnomalyCode code, string reason)
        => new(transition.Event.EventId, transition.Payload.WpId, transition.Payload.FromLane, transition.Payload.ToLane, code, reason);

    private static TransitionAnomaly Invalid(Event next, EquatableList<ContractError> errors) => new(
        next.EventId,
        LoosePayload.Text(next.Payload.Utf8, "wp_id"u8) ?? TransitionAnomaly.UnknownWorkPackage,
        LaneMapping.TryNormalize(LoosePayload.Text(next.Payload.Utf8, "from_lane"u8), out var from) ? from : null,
        LaneMapping.TryNormalize(LoosePayload.Text(next.Payload.Utf8, "to_lane"u8), out var to) ? to : null,
        StatusAnomalyCode.PayloadInvalid,
        $"The payload is not valid: {string.Join(" ", errors.Select(error => error.Message))}");

    private static string Named(Lane? lane) => lane is { } named ? named.ToText() : "no lane";
}
