using System.Runtime.InteropServices;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>The one fold of the collaboration family: every reduction, whole or incremental, strict or permissive, runs through it.</summary>
internal sealed class CollaborationFold : IFold<CollaborationMark>
{
    private readonly ReductionMode _mode;
    private readonly Dictionary<string, ParticipantCell> _participants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WarningCell> _warnings = new(StringComparer.Ordinal);
    private readonly List<WarningCell> _warningOrder = [];
    private readonly List<DecisionEntry> _decisions = [];
    private readonly List<CommentEntry> _comments = [];
    private readonly List<CollaborationAnomaly> _anomalies = [];
    private string? _missionId;
    private int _position;

    public CollaborationFold(ReductionMode mode, IReadOnlyDictionary<string, ParticipantIdentity> roster, string? missionId)
    {
        _mode = mode;
        _missionId = missionId;
        foreach (var (id, identity) in roster)
        {
            _participants[id] = new ParticipantCell(id) { Membership = Membership.Active, Identity = identity };
        }
    }

    private CollaborationFold(ReductionMode mode) => _mode = mode;

    /// <summary>What stopped a strict fold; null while nothing did.</summary>
    public CollaborationViolation? Violation { get; private set; }

    public string? MissionId => _missionId;

    public ParticipantCell? Find(string participantId) => _participants.GetValueOrDefault(participantId);

    public bool Apply(Event next, bool isContested)
    {
        var payload = PayloadOf(next);
        _missionId ??= MissionOf(next, payload) ?? "";
        var judgement = Judge(next, payload);
        if (judgement.Code is null)
        {
            Take(next, payload, judgement.Actor);
        }
        else if (judgement.IsViolation && _mode == ReductionMode.Strict)
        {
            Violation = ViolationOf(next, payload, judgement);
            return false;
        }
        else
        {
            Note(next, payload, judgement);
        }

        if (isContested)
        {
            Record(next, payload, CollaborationAnomalyCode.ConflictingDuplicate, null);
        }

        _position++;
        return true;
    }

    /// <summary>What stands against an event at this place; nothing changes.</summary>
    public CollaborationViolation? FindViolation(Event next)
    {
        var payload = PayloadOf(next);
        var judgement = Judge(next, payload);
        return judgement.IsViolation ? ViolationOf(next, payload, judgement) : null;
    }

    public CollaborationMark Mark()
        => new(_missionId, _position, [.. _participants.Values.Select(cell => cell.Copy())], [.. _warningOrder.Select(cell => cell.Copy())], _decisions.Count, _comments.Count, _anomalies.Count);

    public void Rewind(CollaborationMark mark)
    {
        Violation = null;
        _missionId = mark.MissionId;
        _position = mark.Position;
        _participants.Clear();
        foreach (var cell in mark.Participants)
        {
            _participants.Add(cell.Id, cell.Copy());
        }

        _warnings.Clear();
        _warningOrder.Clear();
        foreach (var cell in mark.Warnings)
        {
            var copy = cell.Copy();
            _warnings.Add(copy.Id, copy);
            _warningOrder.Add(copy);
        }

        CollectionsMarshal.SetCount(_decisions, mark.Decisions);
        CollectionsMarshal.SetCount(_comments, mark.Comments);
        CollectionsMarshal.SetCount(_anomalies, mark.Anomalies);
    }

    public IFold<CollaborationMark> Fork(CollaborationMark mark)
    {
        var fork = new CollaborationFold(_mode);
        fork._decisions.AddRange(CollectionsMarshal.AsSpan(_decisions)[..mark.Decisions]);
        fork._comments.AddRange(CollectionsMarshal.AsSpan(_comments)[..mark.Comments]);
        fork._anomalies.AddRange(CollectionsMarshal.AsSpan(_anomalies)[..mark.Anomalies]);
        fork.Rewind(mark);
        return fork;
    }

    public CollaborationState ToState(IReadOnlyList<Event> log) => CollaborationStates.Of(
        _missionId ?? "", _participants.Values, _warningOrder, _decisions, _comments, _anomalies, log);

    // An ICollaborationPayload, or the faults where even a loose reading fails.
    private static object PayloadOf(Event next)
    {
        var payload = TypedPayload.Of(next);
        return payload is ICollaborationPayload ? payload : LoosePayloads.Read(next) ?? payload;
    }

    private static string? MissionOf(Event next, object payload)
        => payload is ICollaborationPayload typed ? typed.MissionId : LoosePayload.Text(next.Payload.Utf8, "mission_id"u8);

    private static CollaborationViolation ViolationOf(Event next, object payload, in Judgement judgement)
        => new(
            judgement.Code!.Value,
            next.EventId,
            next.EventType,
            judgement.ParticipantId,
            CollaborationMessages.For(judgement.Code.Value, judgement.ParticipantId, payload, null));

    private Judgement Judge(Event next, object payload)
    {
        if (payload is not ICollaborationPayload typed)
        {
            return JudgeInvalid(next, (EquatableList<ContractError>)payload);
        }

        // Until an event names the mission, none is foreign.
        if (_missionId is { Length: > 0 } mission && typed.MissionId is { Length: > 0 } named && named != mission)
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
        if (member.Code is not null)
        {
            return member;
        }

        return payload switch
        {
            WarningAcknowledgedPayload acknowledged when !_warnings.ContainsKey(acknowledged.WarningId)
                => Judgement.Violation(CollaborationAnomalyCode.UnknownWarning, payload.ParticipantId, member.Actor),
            PromptStepExecutionCompletedPayload completed when IndexOf(member.Actor!.Executions, completed.StepId) < 0
                => Judgement.Violation(CollaborationAnomalyCode.CompletionWithoutStart, payload.ParticipantId, member.Actor),
            _ => member,
        };
    }

    private Judgement JudgeMember(string participantId)
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
        if (_missionId is { Length: > 0 } mission && LoosePayload.Text(next.Payload.Utf8, "mission_id"u8) is { } named && named != mission)
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

    private void Take(Event next, object payload, ParticipantCell? actor)
    {
        switch (payload)
        {
            case PresenceHeartbeatPayload:
                actor!.Presence = next.Timestamp;
                break;
            case FocusChangedPayload focus:
                actor!.Focus = focus.FocusTarget;
                break;
            case DriveIntentSetPayload drive:
                actor!.Drives = drive.Intent == DriveIntent.Active;
                break;
            case PromptStepExecutionStartedPayload started:
                (actor!.Executions ??= []).Add(new ExecutionEntry { StepId = started.StepId, WpId = started.WpId, EventId = next.EventId, StartedAt = next.Timestamp });
                break;
            case PromptStepExecutionCompletedPayload completed:
                actor!.Executions!.RemoveAt(IndexOf(actor.Executions, completed.StepId));
                break;
            case CommentPostedPayload comment:
                _comments.Add(new CommentEntry { CommentId = comment.CommentId, EventId = next.EventId, ParticipantId = comment.ParticipantId, Content = comment.Content, ReplyTo = comment.ReplyTo });
                break;
            case DecisionCapturedPayload decision:
                _decisions.Add(new DecisionEntry
                {
                    DecisionId = decision.DecisionId,
                    EventId = next.EventId,
                    ParticipantId = decision.ParticipantId,
                    Topic = decision.Topic,
                    ChosenOption = decision.ChosenOption,
                    ReferencedWarningId = decision.ReferencedWarningId,
                    Rationale = decision.Rationale,
                });
                break;
            case WarningAcknowledgedPayload acknowledged:
                _warnings[acknowledged.WarningId].Acknowledgements[acknowledged.ParticipantId] = acknowledged.Acknowledgement;
                break;
            case SessionLinkedPayload linked:
                (actor!.LinkedSessions ??= []).Add(linked.LinkedSessionId);
                break;
            case IWarningPayload warning:
                TakeWarning(next, LooseWarning.Of(warning));
                break;
            case LooseWarning warning:
                TakeWarning(next, warning);
                break;
            default:
                TakeRosterChange(next, (ISingleActorPayload)payload, actor);
                break;
        }
    }

    private void TakeRosterChange(Event next, ISingleActorPayload payload, ParticipantCell? cell)
    {
        cell ??= _participants[payload.ParticipantId] = new ParticipantCell(payload.ParticipantId);
        switch (payload)
        {
            case ParticipantInvitedPayload:
                cell.IsInvited = true;
                break;
            case ParticipantJoinedPayload joined:
                cell.Membership = Membership.Active;
                cell.IsInvited = false;
                cell.Identity = joined.ParticipantIdentity;
                cell.JoinedAtClock = next.LamportClock;
                if (joined.AuthPrincipalId is { Length: > 0 } principal)
                {
                    cell.Binding = new AuthPrincipalBinding { AuthPrincipalId = principal, ParticipantId = cell.Id, BoundAt = next.Timestamp };
                }

                break;
            default:
                cell.Membership = Membership.Departed;
                cell.Drives = false;
                cell.Focus = null;
                cell.Presence = null;
                cell.Executions = null;
                break;
        }
    }

    private void TakeWarning(Event next, LooseWarning facts)
    {
        var cell = WarningOf(facts);
        cell.EventId = next.EventId;
        cell.WarningType = next.EventType;
        cell.Facts = facts;
    }

    private WarningCell WarningOf(LooseWarning facts)
    {
        if (!_warnings.TryGetValue(facts.WarningId, out var cell))
        {
            cell = new WarningCell(facts.WarningId, _position) { Facts = facts };
            _warnings.Add(facts.WarningId, cell);
            _warningOrder.Add(cell);
        }

        return cell;
    }

    // Permissive mode keeps what a person needs to find out what happened, and says what is wrong with it.
    private void Note(Event next, object payload, in Judgement judgement)
    {
        switch (payload)
        {
            case IWarningPayload or LooseWarning when judgement.IsViolation:
                NoteOutsiders(next, payload as LooseWarning ?? LooseWarning.Of((IWarningPayload)payload));
                return;
            case WarningAcknowledgedPayload acknowledged when judgement.Code == CollaborationAnomalyCode.UnknownWarning:
                var placeholder = WarningOf(new LooseWarning(acknowledged.MissionId, acknowledged.WarningId, [acknowledged.ParticipantId], null, null, null, null));
                placeholder.EventId = next.EventId;
                placeholder.Acknowledgements[acknowledged.ParticipantId] = acknowledged.Acknowledgement;
                break;
            case PresenceHeartbeatPayload when judgement.Code == CollaborationAnomalyCode.DepartedParticipant:
                judgement.Actor!.Presence = next.Timestamp;
                break;
            case ParticipantLeftPayload when judgement.IsViolation:
                Record(next, payload, CollaborationAnomalyCode.LeaveNotInRoster, judgement.ParticipantId);
                return;
        }

        Record(next, payload, judgement.Code!.Value, judgement.ParticipantId);
    }

    // The warning is kept with everybody it names, and every outsider among them is an anomaly.
    private void NoteOutsiders(Event next, LooseWarning warning)
    {
        foreach (var id in warning.ParticipantIds)
        {
            if (JudgeMember(id).Code is { } code)
            {
                Record(next, warning, code, id);
            }
        }

        TakeWarning(next, warning);
    }

    private void Record(Event next, object payload, CollaborationAnomalyCode code, string? participantId)
        => _anomalies.Add(new CollaborationAnomaly(next.EventId, next.EventType, code, CollaborationMessages.For(code, participantId, payload, _missionId)));

    private static int IndexOf(List<ExecutionEntry>? executions, string stepId)
    {
        for (var i = 0; i < executions?.Count; i++)
        {
            if (executions[i].StepId == stepId)
            {
                return i;
            }
        }

        return -1;
    }
}
