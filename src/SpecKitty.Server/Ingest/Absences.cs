using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using EventId = SpecKitty.Events.Envelope.EventId;

namespace SpecKitty.Server.Ingest;

/// <summary>Lets in what participants emitted while they were taken for gone, or before they left: the rules of <c>docs/contracts/offline.md</c>.</summary>
/// <remarks>
/// The log only grows, and reducers know joins and leaves alone. So a participant that was absent where its event belongs joins again directly after the leave: with
/// the leave's clock and timestamp and the next id, so that nothing can come between the two. A timeout was an assumption: after it the participant stays, and what the
/// leave took away is said again. After a leave of its own it leaves again after the last of its late events. Where a later join is known, the window ends directly before it.
/// </remarks>
internal sealed class Absences(
    ServerNode node,
    Func<MissionRecord, MissionProjection, Event, IEventPayload, string, bool, ValueTask> add,
    Func<EventId, ValueTask<bool>> isTaken)
{
    /// <summary>How far the clock of a participant's machine may be ahead of the server's, where its timestamp tells whether it emitted before it left.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private static readonly EventId LastId = EventId.Parse("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");

    private readonly Dictionary<(string MissionId, string ParticipantId), Absence> _absences = [];

    /// <summary>Judges an event of a participant that is bound to its sender.</summary>
    /// <returns>Why it is rejected; null when it is accepted.</returns>
    public Rejection? Judge(Candidate candidate, string participantId, MissionProjection projection)
    {
        var value = candidate.Event;
        if (projection.Roster.RemovalAgainst(participantId, value) is not null)
        {
            return IngestMessages.Removed(participantId);
        }

        var window = Find(candidate.MissionId!, participantId)?.Window;
        if (window is not null && EventOrder.Instance.Compare(value, window.Event) > 0 && !IsEmittedBefore(value, participantId, window, projection))
        {
            return IngestMessages.Departed(participantId, isUnclear: false);
        }

        var violation = projection.FindViolation(value);
        if (violation is { Code: CollaborationAnomalyCode.DepartedParticipant } && violation.ParticipantId == participantId)
        {
            var leave = projection.Roster.LastBefore(participantId, value)!;
            if (leave.Kind is not (RosterMoveKind.TimedOut or RosterMoveKind.Left))
            {
                return IngestMessages.Departed(participantId, isUnclear: true);
            }

            if (leave.Kind == RosterMoveKind.Left && !projection.IsActive(participantId) && !IsEmittedBefore(value, participantId, leave, projection))
            {
                return IngestMessages.Departed(participantId, isUnclear: false);
            }

            violation = projection.FindViolationAsMember(value);
        }

        return violation is null || FindLostStart(candidate, participantId, projection) is not null ? null : IngestMessages.Admission(violation);
    }

    /// <summary>Adds what must be in the log before an accepted event: that its participant takes part at its place, and runs the step that it ends.</summary>
    public async ValueTask PrepareAsync(Candidate candidate, MissionRecord mission, MissionProjection projection)
    {
        if (candidate.Payload is ParticipantLeftPayload { ParticipantId: var leaving } && projection.Roster.Last(leaving) is { Kind: RosterMoveKind.TimedOut } timeout)
        {
            // Only who is there can leave.
            await OpenAsync(Get(mission, projection, leaving), timeout);
        }

        if (ActorOf(candidate) is not { } participantId || projection.Roster.LastBefore(participantId, candidate.Event) is not { } move)
        {
            return;
        }

        if (move.Kind is RosterMoveKind.TimedOut or RosterMoveKind.Left)
        {
            await OpenAsync(Get(mission, projection, participantId), move);
        }

        if (FindLostStart(candidate, participantId, projection) is { } start && projection.Roster.LastBefore(participantId, candidate.Event) is { Kind: RosterMoveKind.Joined } join)
        {
            await RepeatAsync(mission, projection, join.Event, start, isWatched: false);
        }
    }

    /// <summary>Whether an accepted event belongs to a window that is closed again with the post: what is long over is not warned of.</summary>
    public bool IsPast(Candidate candidate)
        => ActorOf(candidate) is { } participantId && Find(candidate.MissionId!, participantId)?.Window is { } window && EventOrder.Instance.Compare(candidate.Event, window.Event) > 0;

    /// <summary>Notes an event that is in the log now.</summary>
    public void Note(Candidate candidate, MissionRecord mission, MissionProjection projection)
    {
        if (ActorOf(candidate) is not { } participantId || projection.Roster.Last(participantId) is not { } last)
        {
            return;
        }

        if (IsPast(candidate))
        {
            var open = Get(mission, projection, participantId);
            open.WindowEnd = Math.Max(open.WindowEnd, candidate.Event.LamportClock);
        }

        if (last.Kind == RosterMoveKind.TimedOut || projection.Roster.ReturnsAfter(participantId, candidate.Event).Count > 0)
        {
            var absence = Get(mission, projection, participantId);
            absence.FirstLate = absence.FirstLate is { } first && EventOrder.Instance.Compare(first, candidate.Event) < 0 ? first : candidate.Event;
        }
    }

    /// <summary>Adds what must be in the log after the accepted events: windows are closed, and who was taken for gone is back.</summary>
    public async ValueTask FinishAsync()
    {
        foreach (var absence in _absences.Values)
        {
            var (projection, id) = (absence.Projection, absence.ParticipantId);
            if (absence.Window is not null)
            {
                // The participant is not there: it only delivered what it had emitted before it left.
                var left = node.Emit(absence.Mission, absence.WindowEnd, LeaveOf(absence, RosterMoves.LeftByItself));
                await add(absence.Mission, projection, left, LeaveOf(absence, RosterMoves.LeftByItself), projection.FindPrincipal(id)!, false);
                absence.Window = null;
            }
            else if (absence.FirstLate is not null && !projection.IsActive(id) && projection.Roster.Last(id) is { Kind: RosterMoveKind.TimedOut } timeout)
            {
                await OpenAsync(absence, timeout);
            }

            foreach (var timeout in absence.FirstLate is { } late ? projection.Roster.ReturnsAfter(id, late) : [])
            {
                if (!await RestoreAsync(absence, timeout))
                {
                    break;
                }
            }
        }
    }

    private static string? ActorOf(Candidate candidate)
        => candidate.Payload is ISingleActorPayload { ParticipantId: var id } and not (ParticipantInvitedPayload or ParticipantJoinedPayload or ParticipantLeftPayload) ? id : null;

    private static bool IsEmittedBefore(Event value, string participantId, RosterMove leave, MissionProjection projection)
        => value.Timestamp.Instant <= projection.Roster.LeftAt(participantId, leave) + ClockTolerance;

    private static ParticipantLeftPayload LeaveOf(Absence absence, string reason)
        => new() { ParticipantId = absence.ParticipantId, MissionId = absence.Mission.MissionId, Reason = reason };

    // A step that a leave has ended in the log, and that its participant went on with.
    private static Event? FindLostStart(Candidate candidate, string participantId, MissionProjection projection)
        => candidate.Payload is PromptStepExecutionCompletedPayload completed
            && projection.Roster.LastBefore(participantId, candidate.Event) is { } move
            && (move.Kind is RosterMoveKind.TimedOut or RosterMoveKind.Left || projection.Roster.LastBefore(participantId, move.Event) is not null)
            && projection.FindViolationAsMember(candidate.Event) is { Code: CollaborationAnomalyCode.CompletionWithoutStart }
            && projection.FindStepBefore(candidate.Event, participantId, completed.StepId) is { EventType: CollaborationEventTypes.PromptStepExecutionStarted } start
            && projection.Roster.RemovalAgainst(participantId, start) is null
            ? start
            : null;

    private Absence? Find(string missionId, string participantId) => _absences.GetValueOrDefault((missionId, participantId));

    private Absence Get(MissionRecord mission, MissionProjection projection, string participantId)
        => Find(mission.MissionId, participantId) ?? (_absences[(mission.MissionId, participantId)] = new Absence(mission, projection, participantId));

    private async ValueTask OpenAsync(Absence absence, RosterMove leave)
    {
        var (mission, projection, id) = (absence.Mission, absence.Projection, absence.ParticipantId);
        var after = projection.Roster.FirstAfter(id, leave.Event);
        var join = new ParticipantJoinedPayload
        {
            ParticipantId = id,
            ParticipantIdentity = projection.FindIdentity(id)!,
            MissionId = mission.MissionId,
            AuthPrincipalId = projection.FindPrincipal(id),
        };
        await AddAtAsync(mission, projection, leave.Event, join, isBefore: false, Principal.Server.PrincipalId, isWatched: false);
        if (after is { Kind: RosterMoveKind.Joined })
        {
            var (reason, author) = leave.Kind == RosterMoveKind.TimedOut
                ? (RosterMoves.LeftByTimeout, Principal.Server.PrincipalId)
                : (RosterMoves.LeftByItself, projection.FindPrincipal(id)!);
            await AddAtAsync(mission, projection, after.Event, LeaveOf(absence, reason), isBefore: true, author, isWatched: false);
        }
        else if (after is null && leave.Kind == RosterMoveKind.Left)
        {
            absence.Window = leave;
            absence.WindowEnd = leave.Event.LamportClock;
        }
        else if (after is null)
        {
            await RestoreAsync(absence, leave);
        }
    }

    // What the leave took away is said again directly after the return, as far as it is not said there already.
    private async ValueTask<bool> RestoreAsync(Absence absence, RosterMove timeout)
    {
        var (mission, projection, id) = (absence.Mission, absence.Projection, absence.ParticipantId);
        var before = projection.StandingBefore(timeout.Event, id);
        var after = projection.StandingBefore(timeout.Event with { EventId = LastId }, id);
        var isChanged = false;
        if (before.Focus is { } focus && before.Focus != after.Focus)
        {
            await AddAtAsync(mission, projection, timeout.Event, new FocusChangedPayload { ParticipantId = id, MissionId = mission.MissionId, FocusTarget = focus }, isBefore: false, Principal.Server.PrincipalId, isWatched: true);
            isChanged = true;
        }

        if (before.Drives != after.Drives)
        {
            var intent = before.Drives ? DriveIntent.Active : DriveIntent.Inactive;
            await AddAtAsync(mission, projection, timeout.Event, new DriveIntentSetPayload { ParticipantId = id, MissionId = mission.MissionId, Intent = intent }, isBefore: false, Principal.Server.PrincipalId, isWatched: true);
            isChanged = true;
        }

        var steps = before.Runs.Select(run => run.StepId).ToHashSet(StringComparer.Ordinal);
        steps.SymmetricExceptWith(after.Runs.Select(run => run.StepId));
        foreach (var step in steps)
        {
            if (projection.FindStepBefore(timeout.Event, id, step) is { } last)
            {
                await RepeatAsync(mission, projection, timeout.Event, last, isWatched: true);
                isChanged = true;
            }
        }

        return isChanged;
    }

    private async ValueTask RepeatAsync(MissionRecord mission, MissionProjection projection, Event place, Event original, bool isWatched)
    {
        var payload = PayloadCatalogue.Contract.Read(original).Value!;
        var made = node.EmitAt(mission, place, await FreeAsync(place.EventId, isBefore: false), payload) with { CausationId = original.EventId };
        await add(mission, projection, made, payload, Principal.Server.PrincipalId, isWatched);
    }

    private async ValueTask AddAtAsync(MissionRecord mission, MissionProjection projection, Event place, IEventPayload payload, bool isBefore, string author, bool isWatched)
        => await add(mission, projection, node.EmitAt(mission, place, await FreeAsync(place.EventId, isBefore), payload), payload, author, isWatched);

    // Ids are taken once. So no event will ever come between the place and the nearest id that is free.
    private async ValueTask<EventId> FreeAsync(EventId from, bool isBefore)
    {
        var id = from;
        do
        {
            id = (isBefore ? id.Previous() : id.Next()) ?? throw new InvalidOperationException("No id is left beside an event of the server.");
        }
        while (await isTaken(id));

        return id;
    }
}
