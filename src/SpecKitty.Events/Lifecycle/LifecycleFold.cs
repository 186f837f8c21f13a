using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Lifecycle;

/// <summary>The one fold of the lifecycle family. The work packages in it are the status family's, through that family's own fold.</summary>
/// <remarks>Events of the mission that share a Lamport clock are concurrent: they count by event id, a cancellation last. So they wait until a later clock shows that their tick is over.</remarks>
internal sealed class LifecycleFold : IFold<LifecycleMark>
{
    private readonly StatusFold _workPackages = new();
    private readonly List<Event> _open = [];
    private MissionProgress _mission = new();

    public int Size => _mission.Size + _open.Count + _workPackages.Size;

    public bool Apply(Event next, bool isContested)
    {
        if (next.EventType == StatusEventTypes.WPStatusChanged)
        {
            return _workPackages.Apply(next, isContested);
        }

        if (isContested)
        {
            _mission.Note(next, LifecycleAnomalyCode.ConflictingDuplicate, "Another event came with the same event_id and other content; it was set aside.");
        }

        if (LifecycleEventTypes.All.Contains(next.EventType))
        {
            if (_open.Count > 0 && _open[0].LamportClock != next.LamportClock)
            {
                CloseTick(_mission, _open);
                _open.Clear();
            }

            _open.Add(next);
        }

        return true;
    }

    public LifecycleMark Mark() => new(_mission.Copy(), [.. _open], _workPackages.Mark());

    public void Rewind(LifecycleMark mark)
    {
        _mission = mark.Mission.Copy();
        _open.Clear();
        _open.AddRange(mark.Open);
        _workPackages.Rewind(mark.WorkPackages);
    }

    public LifecycleState ToState(IReadOnlyList<Event> log)
    {
        var mission = _mission.Copy();
        CloseTick(mission, _open);
        var states = _workPackages.ToStates(out var anomalies);
        return new LifecycleState
        {
            MissionId = mission.MissionId,
            MissionStatus = mission.Status,
            MissionType = mission.MissionType,
            CurrentPhase = mission.CurrentPhase,
            PhasesEntered = mission.Phases.ToEquatableList(),
            WpStates = states,
            Anomalies = [.. mission.Anomalies, .. anomalies.Select(OfWorkPackage)],
            EventCount = log.Count,
            LastProcessedEventId = log.Count == 0 ? null : log[^1].EventId,
        };
    }

    private static void CloseTick(MissionProgress mission, List<Event> tick)
    {
        foreach (var value in tick.OrderBy(value => value.EventType == LifecycleEventTypes.MissionCancelled).ThenBy(value => value.EventId))
        {
            var payload = TypedPayload.Of(value);
            mission.Take(value, payload as ILifecyclePayload, payload is EquatableList<ContractError> errors ? string.Join(" ", errors.Select(error => error.Message)) : "");
        }
    }

    private static LifecycleAnomaly OfWorkPackage(TransitionAnomaly anomaly) => new(
        anomaly.EventId,
        StatusEventTypes.WPStatusChanged,
        anomaly.Code switch
        {
            StatusAnomalyCode.FromLaneMismatch => LifecycleAnomalyCode.WorkPackageFromLaneMismatch,
            StatusAnomalyCode.TransitionRejected => LifecycleAnomalyCode.WorkPackageTransitionRejected,
            StatusAnomalyCode.ConflictingDuplicate => LifecycleAnomalyCode.WorkPackageConflictingDuplicate,
            _ => LifecycleAnomalyCode.WorkPackagePayloadInvalid,
        },
        $"WP {anomaly.WpId}: {anomaly.Reason}");
}
