using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;
using EventId = SpecKitty.Events.Envelope.EventId;

namespace SpecKitty.Server.Projections;

/// <summary>One mission in memory: the reductions that admission asks and that every view shows.</summary>
/// <remarks>Not thread-safe: <see cref="ProjectProjection"/> says who may touch it when. A state costs as much as the mission is large, so one is made only when somebody wants it.</remarks>
internal sealed class MissionProjection(string missionId)
{
    private readonly CollaborationReduction _collaboration = new(ReductionMode.Permissive, missionId: missionId);
    private readonly LifecycleReduction _lifecycle = new();
    private readonly Dictionary<string, string> _principals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _takingPart = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParticipantIdentity> _identities = new(StringComparer.Ordinal);
    private readonly HashSet<string> _active = new(StringComparer.Ordinal);
    private readonly MissionPulses _pulses = new();
    private readonly WarningDigester _digester = new();
    private DateTimeOffset? _receivedAt;
    private MissionSnapshot? _snapshot;

    /// <summary>The project's sequence of the mission's newest event; 0 while it has none.</summary>
    public long Sequence { get; private set; }

    /// <summary>The greatest clock of the mission's events; 0 while it has none.</summary>
    public long LamportClock { get; private set; }

    /// <summary>How many events it holds in memory.</summary>
    public int Weight => _collaboration.EventCount + _lifecycle.Log.Count;

    /// <summary>Finds a collaboration event of the mission.</summary>
    /// <returns>The event; null when the mission has none of this id.</returns>
    public Event? Find(EventId id) => _collaboration.Find(id);

    /// <summary>What strict admission has against an event at its place.</summary>
    public CollaborationViolation? FindViolation(Event value) => _collaboration.FindViolation(value);

    /// <summary>The principal that a participant is bound to; null when it never joined, or joined without one.</summary>
    public string? FindPrincipal(string participantId) => _principals.GetValueOrDefault(participantId);

    /// <summary>The identity of a participant that was invited or has joined, whether it has left or not; null when the mission does not know it.</summary>
    public ParticipantIdentity? FindIdentity(string participantId) => _identities.GetValueOrDefault(participantId);

    /// <summary>When each participant joined and left, and who decided it.</summary>
    public RosterMoves Roster { get; } = new();

    /// <summary>What strict admission would have against an event if its participant took part at its place.</summary>
    public CollaborationViolation? FindViolationAsMember(Event value) => _collaboration.FindViolationAsMember(value);

    /// <summary>What a participant is doing before a place in the log.</summary>
    public ParticipantStanding StandingBefore(Event place, string participantId) => _collaboration.StandingBefore(place, participantId);

    /// <summary>The last event before a place by which a participant began or ended a step.</summary>
    public Event? FindStepBefore(Event place, string participantId, string stepId)
    {
        for (var i = _collaboration.Log.Count - 1; i >= 0; i--)
        {
            var value = _collaboration.Log[i];
            if (EventOrder.Instance.Compare(value, place) >= 0)
            {
                continue;
            }

            if (PayloadCatalogue.Contract.Read(value).Value is PromptStepExecutionStartedPayload or PromptStepExecutionCompletedPayload
                && PayloadCatalogue.Contract.Read(value).Value is ISingleActorPayload actor
                && actor.ParticipantId == participantId
                && StepOf(actor) == stepId)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The node that a participant emitted its last event on; null when it has emitted none.</summary>
    public string? NodeOf(string participantId) => _pulses.NodeOf(participantId);

    /// <summary>Whether a participant has joined and not left.</summary>
    public bool IsActive(string participantId) => _active.Contains(participantId);

    /// <summary>The active participants of a principal, in no order that means anything.</summary>
    public IEnumerable<string> ActiveOf(string principalId) => _active.Where(id => _principals.GetValueOrDefault(id) == principalId);

    /// <summary>Whether a principal is bound to any participant.</summary>
    public bool TakesPart(string principalId) => _takingPart.Contains(principalId);

    /// <summary>Whether the server itself let a participant in, rather than a replayed history.</summary>
    public bool IsSeated(string participantId) => _pulses.IsSeated(participantId);

    /// <summary>When anything was last received of a participant; null when nothing was.</summary>
    public DateTimeOffset? LastSignOf(string participantId) => _pulses.LastSignOf(participantId);

    /// <summary>Takes an event in.</summary>
    public void Apply(Event value, Arrival arrival)
    {
        Follow(value, arrival);
        _collaboration.Add(value);
    }

    /// <summary>Takes an event in as it happens.</summary>
    /// <returns>The warnings that the mission now calls for and does not hold, because of this event.</returns>
    public IReadOnlyList<DerivedWarning> Admit(Event value, Arrival arrival)
    {
        Follow(value, arrival);
        return _collaboration.AddAndDetect(value);
    }

    /// <summary>The mission as it is now.</summary>
    public MissionSnapshot Snapshot() => _snapshot ??= TakeSnapshot();

    private MissionSnapshot TakeSnapshot()
    {
        var state = _collaboration.State;
        var departures = _collaboration.Departures;
        return new MissionSnapshot
        {
            Sequence = Sequence,
            LamportClock = LamportClock,
            ReceivedAt = _receivedAt,
            State = state,
            Warnings = _digester.Digest(state, departures),
            Lifecycle = _lifecycle.State,
            Pulses = _pulses.Of(state),
            Seated = state.Participants.Keys.Where(_pulses.IsSeated).ToHashSet(StringComparer.Ordinal),
            Departures = departures,
            WarningsRaised = _pulses.Raised,
        };
    }

    private void Follow(Event value, Arrival arrival)
    {
        _snapshot = null;
        Sequence = arrival.Sequence;
        LamportClock = Math.Max(LamportClock, value.LamportClock);
        _receivedAt = arrival.ReceivedAt;
        if (IsOfLifecycle(value))
        {
            _lifecycle.Add(value);
        }

        if (CollaborationEventTypes.All.Contains(value.EventType) && PayloadCatalogue.Contract.Read(value).Value is ICollaborationPayload payload)
        {
            _pulses.Take(value, payload, arrival, FollowRoster(value, payload, arrival));
        }
    }

    // A work package's collapsed lanes are the board's; the lifecycle knows the canonical transitions only.
    private static bool IsOfLifecycle(Event value)
        => LifecycleEventTypes.All.Contains(value.EventType)
        || (value.EventType == StatusEventTypes.WPStatusChanged && PayloadCatalogue.Contract.Read(value).IsValid);

    // Joins and leaves come in any order: of an imported history, and of participants that return. The last in reducer order counts.
    private bool FollowRoster(Event value, ICollaborationPayload payload, Arrival arrival)
    {
        switch (payload)
        {
            case ParticipantInvitedPayload invited:
                _identities[invited.ParticipantId] = invited.ParticipantIdentity;
                return false;
            case ParticipantJoinedPayload joined:
                return FollowJoin(joined, Roster.Add(joined.ParticipantId, new RosterMove(value, RosterMoveKind.Joined, arrival.ReceivedAt)));
            case ParticipantLeftPayload left:
                var kind = RosterMoves.KindOf(left.Reason, arrival.Principal, FindPrincipal(left.ParticipantId));
                var isLast = Roster.Add(left.ParticipantId, new RosterMove(value, kind, arrival.ReceivedAt));
                if (isLast)
                {
                    _active.Remove(left.ParticipantId);
                }

                return isLast;
            default:
                return false;
        }
    }

    private bool FollowJoin(ParticipantJoinedPayload joined, bool isLast)
    {
        if (isLast || !_identities.ContainsKey(joined.ParticipantId))
        {
            _identities[joined.ParticipantId] = joined.ParticipantIdentity;
        }

        if (isLast)
        {
            _active.Add(joined.ParticipantId);
        }

        if (joined.AuthPrincipalId is { } principal)
        {
            if (isLast || !_principals.ContainsKey(joined.ParticipantId))
            {
                _principals[joined.ParticipantId] = principal;
            }

            _takingPart.Add(principal);
        }

        return isLast;
    }

    private static string? StepOf(ISingleActorPayload payload) => payload switch
    {
        PromptStepExecutionStartedPayload started => started.StepId,
        PromptStepExecutionCompletedPayload completed => completed.StepId,
        _ => null,
    };
}
