using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Lifecycle;

/// <summary>The life of a mission up to a place in its log.</summary>
internal sealed class MissionProgress
{
    private readonly List<string> _phases;
    private readonly List<LifecycleAnomaly> _anomalies;

    public MissionProgress()
    {
        _phases = [];
        _anomalies = [];
    }

    private MissionProgress(MissionProgress other)
    {
        MissionId = other.MissionId;
        MissionType = other.MissionType;
        Status = other.Status;
        CurrentPhase = other.CurrentPhase;
        _phases = [.. other._phases];
        _anomalies = [.. other._anomalies];
    }

    public string? MissionId { get; private set; }

    public string? MissionType { get; private set; }

    public MissionStatus? Status { get; private set; }

    public string? CurrentPhase { get; private set; }

    public IReadOnlyList<string> Phases => _phases;

    public IReadOnlyList<LifecycleAnomaly> Anomalies => _anomalies;

    /// <summary>How many things a copy copies.</summary>
    public int Size => _phases.Count + _anomalies.Count;

    public MissionProgress Copy() => new(this);

    public void Note(Event value, LifecycleAnomalyCode code, string reason)
        => _anomalies.Add(new LifecycleAnomaly(value.EventId, value.EventType, code, reason));

    /// <summary>Takes one event of the mission.</summary>
    /// <param name="value">The event.</param>
    /// <param name="payload">Its payload; null when that is invalid.</param>
    /// <param name="faults">What is wrong with the payload, for a person.</param>
    public void Take(Event value, ILifecyclePayload? payload, string faults)
    {
        if (Status is { } status && status.IsTerminal())
        {
            Note(value, LifecycleAnomalyCode.AfterTerminal, $"The mission is over: {(Status == MissionStatus.Completed ? "completed" : "cancelled")}.");
        }
        else if (value.EventType == LifecycleEventTypes.MissionStarted ? MissionId is not null : MissionId is null)
        {
            var isStart = MissionId is not null;
            Note(
                value,
                isStart ? LifecycleAnomalyCode.DuplicateStart : LifecycleAnomalyCode.BeforeStart,
                isStart ? "The mission has started already." : "The mission has not started.");
        }
        else if (payload is null)
        {
            Note(value, LifecycleAnomalyCode.PayloadInvalid, $"The payload is not valid: {faults}");
        }
        else
        {
            Fold(payload);
        }
    }

    private void Fold(ILifecyclePayload payload)
    {
        switch (payload)
        {
            case MissionStartedPayload started:
                MissionId = started.MissionId;
                MissionType = started.MissionType;
                Status = MissionStatus.Active;
                Enter(started.InitialPhase);
                break;
            case PhaseEnteredPayload entered:
                Enter(entered.PhaseName);
                break;
            case ReviewRollbackPayload rollback:
                Enter(rollback.TargetPhase);
                break;
            case MissionCompletedPayload:
                Status = MissionStatus.Completed;
                break;
            case MissionCancelledPayload:
                Status = MissionStatus.Cancelled;
                break;
        }
    }

    private void Enter(string phase)
    {
        CurrentPhase = phase;
        _phases.Add(phase);
    }
}
