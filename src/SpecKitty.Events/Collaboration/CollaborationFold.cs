using System.Runtime.InteropServices;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>The one fold of the collaboration family: every reduction, whole or incremental, strict or permissive, runs through it.</summary>
internal sealed class CollaborationFold : IFold<CollaborationMark>
{
    private readonly ReductionMode _mode;
    private readonly MissionCells _cells = new();
    private readonly List<DecisionEntry> _decisions = [];
    private readonly List<CommentEntry> _comments = [];
    private readonly List<CollaborationAnomaly> _anomalies = [];
    private readonly CollaborationUndo _undo;
    private readonly WarningFold _warnings;
    private int _position;

    // Only once somebody has asked for warnings: a plain reduction does not pay for it.
    private OverlapIndex? _overlaps;

    public CollaborationFold(ReductionMode mode, IReadOnlyDictionary<string, ParticipantIdentity> roster, string? missionId)
        : this(mode)
    {
        _cells.MissionId = missionId;
        foreach (var (id, identity) in roster)
        {
            var cell = _cells.GetOrAdd(id);
            cell.Membership = Membership.Active;
            cell.Identity = identity;
        }
    }

    private CollaborationFold(ReductionMode mode)
    {
        _mode = mode;
        _undo = new CollaborationUndo(_cells, () => _overlaps);
        _warnings = new WarningFold(_cells, _undo, () => _overlaps);
    }

    /// <summary>What stopped a strict fold; null while nothing did.</summary>
    public CollaborationViolation? Violation { get; private set; }

    public int Size => _cells.Size;

    /// <summary>Who shares what with whom here; it follows the fold until that goes back.</summary>
    public OverlapIndex Overlaps => _overlaps ??= new OverlapIndex(_cells);

    /// <summary>Who has left since a warning named them, by warning id.</summary>
    public IReadOnlyDictionary<string, EquatableSet> Departures => WarningDepartures.Of(_cells);

    public bool KeepsUndo
    {
        set => _undo.IsKept = value;
    }

    public int Undoable => _undo.Count;

    public ParticipantCell? Find(string participantId) => _cells.Find(participantId);

    public bool Apply(Event next, bool isContested)
    {
        var payload = CollaborationPayloads.Of(next);
        var (missionId, decisions, comments, anomalies) = (_cells.MissionId, _decisions.Count, _comments.Count, _anomalies.Count);
        _cells.MissionId ??= CollaborationPayloads.MissionOf(next, payload) ?? "";
        var judgement = _cells.Judge(next, payload);
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
        _undo.End(missionId, decisions, comments, anomalies);
        return true;
    }

    public void Undo()
    {
        var before = _undo.Undo();
        _position--;
        _cells.MissionId = before.MissionId;
        CollectionsMarshal.SetCount(_decisions, before.Decisions);
        CollectionsMarshal.SetCount(_comments, before.Comments);
        CollectionsMarshal.SetCount(_anomalies, before.Anomalies);
    }

    /// <summary>What stands against an event at this place; nothing changes.</summary>
    public CollaborationViolation? FindViolation(Event next, bool asMember = false)
    {
        var payload = CollaborationPayloads.Of(next);
        var judgement = asMember ? _cells.JudgeAsMember(next, payload) : _cells.Judge(next, payload);
        return judgement.IsViolation ? ViolationOf(next, payload, judgement) : null;
    }

    /// <summary>What a participant runs here, in the order in which it started.</summary>
    public EquatableList<ExecutionEntry> RunsOf(string participantId) => Find(participantId)?.Executions?.ToList() ?? EquatableList<ExecutionEntry>.Empty;

    /// <summary>What a participant is doing here.</summary>
    public ParticipantStanding StandingOf(string participantId)
        => Find(participantId) is { } cell ? new ParticipantStanding(cell.Focus, cell.Drives, RunsOf(participantId)) : ParticipantStanding.Idle;

    /// <summary>The execution that an event starts when it is the next; null when it starts none.</summary>
    public StartedRun? Foresee(Event next)
    {
        var payload = CollaborationPayloads.Of(next);
        return payload is PromptStepExecutionStartedPayload started && _cells.Judge(next, payload).Code is null
            ? new StartedRun(
                CollaborationEntries.Of(next, started),
                !Overlaps.IsRunning(started.ParticipantId, started.StepId),
                started.WpId is { Length: > 0 } wpId && !Overlaps.IsRunningOn(started.ParticipantId, wpId))
            : null;
    }

    public CollaborationMark Mark() => new(
        _cells.MissionId,
        _position,
        [.. _cells.Participants.Select(cell => cell.Copy())],
        [.. _cells.Warnings.Select(cell => cell.Copy())],
        _decisions.Count,
        _comments.Count,
        _anomalies.Count);

    public void Rewind(CollaborationMark mark)
    {
        Violation = null;
        _overlaps = null;
        _undo.Clear();
        _position = mark.Position;
        _cells.Reset(mark.MissionId, mark.Participants, mark.Warnings);
        CollectionsMarshal.SetCount(_decisions, mark.Decisions);
        CollectionsMarshal.SetCount(_comments, mark.Comments);
        CollectionsMarshal.SetCount(_anomalies, mark.Anomalies);
    }

    /// <summary>Makes a fold of its own that stands at a mark of this one.</summary>
    public CollaborationFold Fork(CollaborationMark mark)
    {
        var fork = new CollaborationFold(_mode);
        fork._decisions.AddRange(CollectionsMarshal.AsSpan(_decisions)[..mark.Decisions]);
        fork._comments.AddRange(CollectionsMarshal.AsSpan(_comments)[..mark.Comments]);
        fork._anomalies.AddRange(CollectionsMarshal.AsSpan(_anomalies)[..mark.Anomalies]);
        fork.Rewind(mark);
        return fork;
    }

    public CollaborationState ToState(IReadOnlyList<Event> log) => CollaborationStates.Of(_cells, _decisions, _comments, _anomalies, log);

    private static CollaborationViolation ViolationOf(Event next, object payload, in Judgement judgement)
        => new(judgement.Code!.Value, next.EventId, next.EventType, judgement.ParticipantId, CollaborationMessages.For(judgement.Code.Value, judgement.ParticipantId, payload));

    private void Take(Event next, object payload, ParticipantCell? actor)
    {
        switch (payload)
        {
            case PresenceHeartbeatPayload:
                _undo.Presence(actor!, actor!.Presence);
                actor.Presence = next.Timestamp;
                break;
            case FocusChangedPayload focus:
                _undo.Focus(actor!, actor!.Focus);
                var left = actor.DriveTarget;
                actor.Focus = focus.FocusTarget;
                _overlaps?.Move(actor.Id, left, actor.DriveTarget);
                break;
            case DriveIntentSetPayload drive:
                _undo.Drive(actor!, actor!.Drives);
                var driven = actor.DriveTarget;
                actor.Drives = drive.Intent == DriveIntent.Active;
                _overlaps?.Move(actor.Id, driven, actor.DriveTarget);
                break;
            case PromptStepExecutionStartedPayload started:
                var run = CollaborationEntries.Of(next, started);
                (actor!.Executions ??= new RunningExecutions()).Start(run);
                _undo.Start(actor, run);
                _overlaps?.Start(actor.Id, run);
                break;
            case PromptStepExecutionCompletedPayload completed:
                var ended = actor!.Executions!.End(completed.StepId, out var place);
                _undo.End(actor, ended, place);
                _overlaps?.End(actor.Id, ended);
                break;
            case CommentPostedPayload comment:
                _comments.Add(CollaborationEntries.Of(next, comment));
                break;
            case DecisionCapturedPayload decision:
                _decisions.Add(CollaborationEntries.Of(next, decision));
                break;
            case WarningAcknowledgedPayload acknowledged:
                _warnings.Acknowledge(acknowledged);
                break;
            case SessionLinkedPayload linked:
                (actor!.LinkedSessions ??= []).Add(linked.LinkedSessionId);
                _undo.Link(actor);
                break;
            case IWarningPayload warning:
                _warnings.Take(next, LooseWarning.Of(warning), _position);
                break;
            case LooseWarning warning:
                _warnings.Take(next, warning, _position);
                break;
            default:
                TakeRosterChange(next, (ISingleActorPayload)payload, actor);
                break;
        }
    }

    private void TakeRosterChange(Event next, ISingleActorPayload payload, ParticipantCell? cell)
    {
        var isNew = cell is null;
        cell ??= _cells.GetOrAdd(payload.ParticipantId);
        _undo.Roster(cell, isNew);
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
                _overlaps?.Leave(cell);
                cell.Membership = Membership.Departed;
                cell.LeftAt = _position;
                cell.Drives = false;
                cell.Focus = null;
                cell.Presence = null;
                cell.Executions = null;
                break;
        }
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
                _warnings.AcknowledgeUnknown(next, acknowledged, _position);
                break;
            case PresenceHeartbeatPayload when judgement.Code == CollaborationAnomalyCode.DepartedParticipant:
                _undo.Presence(judgement.Actor!, judgement.Actor!.Presence);
                judgement.Actor.Presence = next.Timestamp;
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
            if (_cells.JudgeMember(id).Code is { } code)
            {
                Record(next, warning, code, id);
            }
        }

        _warnings.Take(next, warning, _position);
    }

    private void Record(Event next, object payload, CollaborationAnomalyCode code, string? participantId)
    {
        var reason = code == CollaborationAnomalyCode.ForeignMission
            ? CollaborationMessages.Foreign(CollaborationPayloads.MissionOf(next, payload), _cells.MissionId)
            : CollaborationMessages.For(code, participantId, payload);
        _anomalies.Add(new CollaborationAnomaly(next.EventId, next.EventType, code, reason));
    }
}
