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
    private readonly Dictionary<string, Event> _lastMoves = new(StringComparer.Ordinal);
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
            _pulses.Take(value, payload, arrival);
            FollowRoster(value, payload);
        }
    }

    // A work package's collapsed lanes are the board's; the lifecycle knows the canonical transitions only.
    private static bool IsOfLifecycle(Event value)
        => LifecycleEventTypes.All.Contains(value.EventType)
        || (value.EventType == StatusEventTypes.WPStatusChanged && PayloadCatalogue.Contract.Read(value).IsValid);

    // The server's own joins and leaves come in their order; those of a replayed history in any, and the last in the reducer's order counts.
    private void FollowRoster(Event value, ICollaborationPayload payload)
    {
        switch (payload)
        {
            case ParticipantInvitedPayload invited:
                _identities[invited.ParticipantId] = invited.ParticipantIdentity;
                break;
            case ParticipantJoinedPayload joined:
                _identities[joined.ParticipantId] = joined.ParticipantIdentity;
                var isLast = IsLastMove(joined.ParticipantId, value);
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

                break;
            case ParticipantLeftPayload left:
                if (IsLastMove(left.ParticipantId, value))
                {
                    _active.Remove(left.ParticipantId);
                }

                break;
        }
    }

    private bool IsLastMove(string participantId, Event value)
    {
        if (_lastMoves.TryGetValue(participantId, out var last) && EventOrder.Instance.Compare(value, last) < 0)
        {
            return false;
        }

        _lastMoves[participantId] = value;
        return true;
    }
}
