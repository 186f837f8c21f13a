using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Who takes part in a mission and what was warned, up to a place in its log; says what stands against an event there.</summary>
internal sealed class MissionCells
{
    private readonly Dictionary<string, ParticipantCell> _participants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WarningCell> _warnings = new(StringComparer.Ordinal);
    private readonly List<WarningCell> _warningOrder = [];

    /// <summary>The mission; null until the first event, and empty when that names none.</summary>
    public string? MissionId { get; set; }

    public IReadOnlyCollection<ParticipantCell> Participants => _participants.Values;

    /// <summary>The warnings, in the order in which their ids first came up.</summary>
    public IReadOnlyList<WarningCell> Warnings => _warningOrder;

    /// <summary>How many things a copy of all cells copies.</summary>
    public int Size => _participants.Values.Sum(cell => cell.Size) + _warningOrder.Sum(cell => cell.Size);

    public ParticipantCell? Find(string participantId) => _participants.GetValueOrDefault(participantId);

    public ParticipantCell GetOrAdd(string participantId)
        => Find(participantId) ?? (_participants[participantId] = new ParticipantCell(participantId));

    public WarningCell Warning(string warningId) => _warnings[warningId];

    public WarningCell GetOrAdd(LooseWarning facts, int position)
    {
        if (!_warnings.TryGetValue(facts.WarningId, out var cell))
        {
            cell = new WarningCell(facts.WarningId, position, facts);
            _warnings.Add(facts.WarningId, cell);
            _warningOrder.Add(cell);
        }

        return cell;
    }

    public WarningCell? FindWarning(string warningId) => _warnings.GetValueOrDefault(warningId);

    /// <summary>Removes a participant.</summary>
    public void Remove(ParticipantCell cell) => _participants.Remove(cell.Id);

    /// <summary>Removes the newest warning.</summary>
    public void Remove(WarningCell newest)
    {
        _warnings.Remove(newest.Id);
        _warningOrder.RemoveAt(_warningOrder.Count - 1);
    }

    /// <summary>Takes over copies of cells, in place of all that are here.</summary>
    public void Reset(string? missionId, ParticipantCell[] participants, WarningCell[] warnings)
    {
        MissionId = missionId;
        _participants.Clear();
        foreach (var cell in participants)
        {
            _participants.Add(cell.Id, cell.Copy());
        }

        _warnings.Clear();
        _warningOrder.Clear();
        foreach (var cell in warnings)
        {
            var copy = cell.Copy();
            _warnings.Add(copy.Id, copy);
            _warningOrder.Add(copy);
        }
    }

    /// <summary>What stands against an event here.</summary>
    /// <param name="next">The event.</param>
    /// <param name="payload">An <see cref="ICollaborationPayload"/>, or the faults of a payload that even a loose reading refuses.</param>
    public Judgement Judge(Event next, object payload)
    {
        if (payload is not ICollaborationPayload typed)
        {
            return JudgeInvalid(next, (EquatableList<ContractError>)payload);
        }

        // Where the first event names no mission, none is foreign.
        if (MissionId is { Length: > 0 } mission && typed.MissionId is { Length: > 0 } named && named != mission)
        {
            return Judgement.Anomaly(CollaborationAnomalyCode.ForeignMission);
        }

        return payload switch
        {
            ParticipantInvitedPayload or ParticipantJoinedPayload or ParticipantLeftPayload => JudgeRosterChange((ISingleActorPayload)payload),
            ISingleActorPayload actor => JudgeActor(actor),
            IWarningPayload warning => JudgeWarning(warning.ParticipantIds),
            _ => JudgeWarning(((LooseWarning)payload).ParticipantIds),
        };
    }

    /// <summary>What stands against an event here, but for who acts: as if the participant took part.</summary>
    /// <param name="next">The event.</param>
    /// <param name="payload">What <see cref="Judge"/> takes.</param>
    public Judgement JudgeAsMember(Event next, object payload)
        => payload is ISingleActorPayload actor and not (ParticipantInvitedPayload or ParticipantJoinedPayload or ParticipantLeftPayload)
            ? JudgeAct(actor, Judgement.Fine(Find(actor.ParticipantId)))
            : Judge(next, payload);

    private Judgement JudgeRosterChange(ISingleActorPayload payload)
    {
        var cell = Find(payload.ParticipantId);
        var membership = cell?.Membership ?? Membership.None;
        switch (payload)
        {
            case ParticipantInvitedPayload when membership == Membership.Active || cell is { IsInvited: true }:
                return Judgement.Anomaly(CollaborationAnomalyCode.DuplicateInvite, payload.ParticipantId);
            case ParticipantJoinedPayload when membership == Membership.Active:
                return Judgement.Anomaly(CollaborationAnomalyCode.DuplicateJoin, payload.ParticipantId);
            case ParticipantLeftPayload when membership == Membership.Departed:
                return Judgement.Anomaly(CollaborationAnomalyCode.LeaveNotInRoster, payload.ParticipantId);
            case ParticipantLeftPayload when membership == Membership.None:
                return Judgement.Violation(CollaborationAnomalyCode.UnknownParticipant, payload.ParticipantId, null);
            default:
                return Judgement.Fine(cell);
        }
    }

    private Judgement JudgeActor(ISingleActorPayload payload)
    {
        var member = JudgeMember(payload.ParticipantId);
        return member.Code is null ? JudgeAct(payload, member) : member;
    }

    private Judgement JudgeAct(ISingleActorPayload payload, in Judgement member)
    {
        return payload switch
        {
            WarningAcknowledgedPayload acknowledged when !_warnings.ContainsKey(acknowledged.WarningId)
                => Judgement.Violation(CollaborationAnomalyCode.UnknownWarning, payload.ParticipantId, member.Actor),
            PromptStepExecutionCompletedPayload completed when member.Actor?.IsExecuting(completed.StepId) != true
                => Judgement.Violation(CollaborationAnomalyCode.CompletionWithoutStart, payload.ParticipantId, member.Actor),
            _ => member,
        };
    }

    public Judgement JudgeMember(string participantId)
    {
        if (!_participants.TryGetValue(participantId, out var cell) || cell.Membership == Membership.None)
        {
            return Judgement.Violation(CollaborationAnomalyCode.UnknownParticipant, participantId, null);
        }

        return cell.Membership == Membership.Active
            ? Judgement.Fine(cell)
            : Judgement.Violation(CollaborationAnomalyCode.DepartedParticipant, participantId, cell);
    }

    private Judgement JudgeWarning(EquatableList<string> participantIds)
    {
        foreach (var id in participantIds.AsSpan())
        {
            var member = JudgeMember(id);
            if (member.Code is not null)
            {
                return member;
            }
        }

        return Judgement.Fine(null);
    }

    // Even of an invalid payload it counts who acts: an outsider is an outsider first.
    private Judgement JudgeInvalid(Event next, EquatableList<ContractError> errors)
    {
        if (MissionId is { Length: > 0 } mission && LoosePayload.Text(next.Payload.Utf8, "mission_id"u8) is { } named && named != mission)
        {
            return Judgement.Anomaly(CollaborationAnomalyCode.ForeignMission);
        }

        if (next.EventType is CollaborationEventTypes.ConcurrentDriverWarning or CollaborationEventTypes.PotentialStepCollisionDetected)
        {
            return Judgement.Anomaly(CollaborationAnomalyCode.InvalidPayload);
        }

        if (LoosePayload.Text(next.Payload.Utf8, "participant_id"u8) is not { } participantId)
        {
            return Judgement.Anomaly(CollaborationAnomalyCode.MissingParticipantId);
        }

        if (next.EventType is CollaborationEventTypes.ParticipantInvited or CollaborationEventTypes.ParticipantJoined)
        {
            return Judgement.Anomaly(Touches(errors, "participant_identity") ? CollaborationAnomalyCode.InvalidIdentity : CollaborationAnomalyCode.InvalidPayload, participantId);
        }

        if (next.EventType != CollaborationEventTypes.ParticipantLeft && JudgeMember(participantId) is { Code: not null } outsider)
        {
            return outsider;
        }

        return Judgement.Anomaly(
            next.EventType == CollaborationEventTypes.FocusChanged && Touches(errors, "focus_target")
                ? CollaborationAnomalyCode.InvalidFocusTarget
                : CollaborationAnomalyCode.InvalidPayload,
            participantId);
    }

    private static bool Touches(EquatableList<ContractError> errors, string member)
        => errors.Any(error => error.Path == member || error.Path.StartsWith($"{member}.", StringComparison.Ordinal));
}
