using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>A reduction that takes one event at a time, in any order, and always shows what a reduction of the whole log would show.</summary>
/// <remarks>
/// An event at the end costs the same however long the log is; one that belongs further to the front costs a fold from the last mark before its place.
/// Not thread-safe. The states that it gives out are immutable and anybody's.
/// </remarks>
public sealed class CollaborationReduction
{
    private readonly ReductionMode _mode;
    private readonly EquatableMap<string, ParticipantIdentity> _roster;
    private readonly string? _missionId;
    private readonly OrderedFold<CollaborationFold, CollaborationMark> _events;
    private CollaborationState? _state;

    /// <summary>Starts a reduction without events.</summary>
    /// <param name="mode">What to do with events that break integrity.</param>
    /// <param name="roster">Participants who count as joined before the first event; needed where the log does not begin with the mission.</param>
    /// <param name="missionId">The mission; null for that of the first event.</param>
    public CollaborationReduction(ReductionMode mode = ReductionMode.Strict, IReadOnlyDictionary<string, ParticipantIdentity>? roster = null, string? missionId = null)
    {
        _mode = mode;
        _roster = roster is null ? EquatableMap<string, ParticipantIdentity>.Empty : EquatableMap.Sorted(roster);
        _missionId = missionId;
        _events = new OrderedFold<CollaborationFold, CollaborationMark>(new CollaborationFold(mode, _roster, missionId));
    }

    /// <summary>How many events there are, each id once.</summary>
    public int EventCount => _events.Log.Count;

    /// <summary>The greatest Lamport clock of the log; 0 when there is no event.</summary>
    public long LamportClock => _events.Log.Count == 0 ? 0 : _events.Log[^1].LamportClock;

    /// <summary>The events, in reducer order, each id once.</summary>
    public IReadOnlyList<Event> Log => _events.Log;

    /// <summary>The first violation in reducer order; null in permissive mode, and while there is none.</summary>
    public CollaborationViolation? Violation => _events.Current().Violation;

    /// <summary>The state of the whole log so far.</summary>
    /// <exception cref="CollaborationViolationException">In strict mode, when the log holds a violation.</exception>
    public CollaborationState State => TryGetState(out var violation) ?? throw violation!.ToException();

    /// <summary>
    /// Who has left since a warning named them, whether they have come again or not, by warning id; a warning that nobody has left is not in it. Of a strict
    /// reduction, up to its violation. <see cref="WarningAssessment"/> asks for it: what a state shows does not tell a stay from a return.
    /// </summary>
    public IReadOnlyDictionary<string, EquatableSet> Departures => _events.Current().Departures;

    /// <summary>Goes on from a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>A reduction of its own.</returns>
    public static CollaborationReduction Restore(CollaborationSnapshot snapshot)
    {
        var reduction = new CollaborationReduction(snapshot.Mode, snapshot.Roster, snapshot.MissionId);
        reduction.AddRange(snapshot.Events);
        reduction._events.Contest(snapshot.ContestedEventIds);
        return reduction;
    }

    /// <summary>Finds an event of the log by its id.</summary>
    /// <param name="id">The id.</param>
    /// <returns>The event as it came first; null when the log has none of this id.</returns>
    public Event? Find(EventId id) => _events.Find(id);

    /// <summary>Takes an event in. Other families' events are left out.</summary>
    /// <param name="value">The event.</param>
    /// <returns>False when it is of another family, or its id is known already.</returns>
    public bool Add(Event value)
    {
        if (!IsOfFamily(value))
        {
            return false;
        }

        _state = null;
        return _events.Add(value);
    }

    /// <summary>Takes an event in and tells which warnings it calls for. Other families' events are left out.</summary>
    /// <remarks>
    /// An event at the end costs as much as the sets that it enters are large. A late one costs what its fold costs, and is judged by what the whole log shows with
    /// it and without it: an overlap that is long over is not warned of. A warning counts as known once it is taken in, so whoever asks takes in what came out.
    /// </remarks>
    /// <param name="value">The event.</param>
    /// <returns>The warnings that the log now calls for and does not hold, because of this event; empty nearly always, for an id that is known already, and behind a strict violation.</returns>
    public IReadOnlyList<DerivedWarning> AddAndDetect(Event value)
    {
        if (!IsOfFamily(value) || _events.Find(value.EventId) is not null || CollaborationPayloads.MoverOf(value) is not { } actor)
        {
            Add(value);
            return [];
        }

        var before = _events.Current();
        var isAtEnd = _events.IsAtEnd(value);
        var target = before.Find(actor)?.DriveTarget;
        var next = isAtEnd ? before.Foresee(value) : null;
        var runs = isAtEnd ? EquatableList<ExecutionEntry>.Empty : before.RunsOf(actor);
        Add(value);
        var after = _events.Current();
        if (after.Violation is not null)
        {
            return [];
        }

        var entered = after.Find(actor)?.DriveTarget;
        IReadOnlyList<StartedRun> started = isAtEnd ? next is null ? [] : [next] : StartedRun.Between(runs, after.RunsOf(actor));
        return WarningRules.Judge(after.Overlaps, value, entered == target ? null : entered, started);
    }

    /// <summary>Takes events in. Other families' events are left out.</summary>
    /// <param name="values">The events, in any order.</param>
    public void AddRange(IEnumerable<Event> values)
    {
        _state = null;
        var own = new List<Event>(values.TryGetNonEnumeratedCount(out var count) ? count : 0);
        foreach (var value in values)
        {
            if (IsOfFamily(value))
            {
                own.Add(value);
            }
        }

        _events.AddRange(own);
    }

    /// <summary>Whether strict mode would admit an event at its place in this log now, whatever mode this reduction has.</summary>
    /// <param name="value">The event; nothing changes. Only what comes before its place counts.</param>
    /// <returns>What stands against it; null when it would be admitted.</returns>
    public CollaborationViolation? FindViolation(Event value)
    {
        if (!IsOfFamily(value) || _events.Before(value, static (fold, mark) => fold.Fork(mark)).FindViolation(value) is not { } violation)
        {
            return null;
        }

        // The usual mistake of a client whose clock fell behind; say what helps.
        var now = _events.Current();
        if (violation.ParticipantId is { } id
            && violation.Code is CollaborationAnomalyCode.UnknownParticipant or CollaborationAnomalyCode.DepartedParticipant
            && now.Find(id) is { Membership: Membership.Active } cell && cell.JoinedAtClock >= value.LamportClock)
        {
            return violation with { Message = CollaborationMessages.BeforeJoin(id, value.LamportClock, cell.JoinedAtClock) };
        }

        return now.FindViolation(value) is null
            ? violation with { Message = CollaborationMessages.TooEarly(violation.Message, value.LamportClock, LamportClock) }
            : violation;
    }

    /// <summary>What strict mode would have against an event at its place if its participant took part there: for a caller that is about to let the participant in.</summary>
    /// <param name="value">The event; nothing changes.</param>
    /// <returns>What stands against it; null when only the participant's absence does, or nothing.</returns>
    public CollaborationViolation? FindViolationAsMember(Event value)
        => IsOfFamily(value) ? _events.Before(value, static (fold, mark) => fold.Fork(mark)).FindViolation(value, asMember: true) : null;

    /// <summary>What a participant is doing before a place in the log.</summary>
    /// <param name="place">An event of the log, or one that would be at the place.</param>
    /// <param name="participantId">The participant.</param>
    /// <returns>Its focus, whether it drives, and what it runs; nothing of all that where it does not take part.</returns>
    public ParticipantStanding StandingBefore(Event place, string participantId)
        => _events.Before(place, static (fold, mark) => fold.Fork(mark)).StandingOf(participantId);

    /// <summary>The state of the whole log so far.</summary>
    /// <param name="violation">In strict mode, the first violation.</param>
    /// <returns>The state; null when there is a violation.</returns>
    public CollaborationState? TryGetState(out CollaborationViolation? violation)
    {
        var fold = _events.Current();
        violation = fold.Violation;
        return violation is null ? _state ??= fold.ToState(_events.Log) : null;
    }

    /// <summary>Everything that is needed to go on later, elsewhere.</summary>
    /// <returns>An immutable snapshot.</returns>
    public CollaborationSnapshot Snapshot()
        => new(_mode, _roster, _missionId, _events.Log.ToEquatableList(), _events.Contested.Order().ToEquatableList());

    /// <summary>Who shares what with whom, and what was warned of, in the whole log so far.</summary>
    internal IOverlaps Overlaps => _events.Current().Overlaps;

    // An event whose payload was read already tells by that; the look-up by name costs more.
    private static bool IsOfFamily(Event value)
        => value.ContractPayload is ICollaborationPayload || CollaborationEventTypes.All.Contains(value.EventType);
}
