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
    private readonly Dictionary<string, WorkPackageState> _states = new(StringComparer.Ordinal);
    private readonly List<TransitionAnomaly> _invalid = [];
    private readonly List<TransitionAnomaly> _anomalies = [];
    private readonly List<Transition> _open = [];

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

        if (_open.Count > 0 && _open[0].Event.LamportClock != next.LamportClock)
        {
            CloseTick(_open, _states, _anomalies);
            _open.Clear();
        }

        _open.Add(new Transition(next, payload, isContested));
        return true;
    }

    public StatusMark Mark() => new([.. _states], _invalid.Count, _anomalies.Count, [.. _open]);

    public void Rewind(StatusMark mark)
    {
        _states.Clear();
        foreach (var (id, state) in mark.States)
        {
            _states.Add(id, state);
        }

        CollectionsMarshal.SetCount(_invalid, mark.Invalid);
        CollectionsMarshal.SetCount(_anomalies, mark.Anomalies);
        _open.Clear();
        _open.AddRange(mark.Open);
    }

    public EquatableMap<string, WorkPackageState> ToStates(out EquatableList<TransitionAnomaly> anomalies)
    {
        var states = new Dictionary<string, WorkPackageState>(_states, StringComparer.Ordinal);
        List<TransitionAnomaly> rest = [.. _anomalies];
        CloseTick(_open, states, rest);
        anomalies = [.. _invalid, .. rest];
        return EquatableMap.Sorted(states);
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

    private static void CloseTick(List<Transition> tick, Dictionary<string, WorkPackageState> states, List<TransitionAnomaly> anomalies)
    {
        foreach (var group in tick.GroupBy(transition => transition.Payload.WpId, StringComparer.Ordinal))
        {
            var before = states.GetValueOrDefault(group.Key);
            foreach (var transition in group.OrderBy(transition => transition.IsRollback))
            {
                if (Refusal(transition.Payload, before) is var (code, reason))
                {
                    anomalies.Add(Anomaly(transition, code, reason));
                }
                else
                {
                    states[group.Key] = After(transition);
                }

                if (transition.IsContested)
                {
                    anomalies.Add(Anomaly(transition, StatusAnomalyCode.ConflictingDuplicate, Contested));
                }
            }
        }
    }

    private static (StatusAnomalyCode Code, string Reason)? Refusal(StatusTransitionPayload payload, WorkPackageState? before)
    {
        if (payload.FromLane != before?.CurrentLane)
        {
            return (StatusAnomalyCode.FromLaneMismatch, $"from_lane is {Named(payload.FromLane)}, but the work package is in {Named(before?.CurrentLane)}.");
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
