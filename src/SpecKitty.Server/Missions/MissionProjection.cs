using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;

namespace SpecKitty.Server.Missions;

/// <summary>One mission in memory: the reduction that admission asks and that every view shows.</summary>
/// <remarks>
/// The writer changes it inside its transaction, before the commit; readers only ever get what is committed.
/// A state costs as much as the mission is large, so one is made only when somebody wants it.
/// </remarks>
internal sealed class MissionProjection(string missionId)
{
    private readonly Lock _gate = new();
    private readonly CollaborationReduction _reduction = new(ReductionMode.Permissive, missionId: missionId);
    private readonly Dictionary<string, string> _principals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Event Last, bool IsActive)> _roster = new(StringComparer.Ordinal);
    private long _sequence;
    private long _lamportClock;
    private bool _isChanging;
    private bool _isDropped;
    private MissionSnapshot? _snapshot;
    private TaskCompletionSource<MissionSnapshot?>? _waiting;

    /// <summary>The greatest clock of the mission's events, with those that are not committed yet. For the writer.</summary>
    public long LamportClock => _lamportClock;

    /// <summary>What strict admission has against an event at its place. For the writer.</summary>
    public CollaborationViolation? FindViolation(Event value) => _reduction.FindViolation(value);

    /// <summary>The principal that a participant is bound to; null when it never joined, or joined without one. For the writer.</summary>
    public string? FindPrincipal(string participantId) => _principals.GetValueOrDefault(participantId);

    /// <summary>Whether a participant has joined and not left. For the writer.</summary>
    public bool IsActive(string participantId) => _roster.TryGetValue(participantId, out var place) && place.IsActive;

    /// <summary>Whether a principal is bound to any participant. For the writer.</summary>
    public bool TakesPart(string principalId) => _principals.ContainsValue(principalId);

    /// <summary>Takes an event in. For the writer.</summary>
    public void Apply(Event value, long sequence)
    {
        lock (_gate)
        {
            _isChanging = true;
            _reduction.Add(value);
            _sequence = sequence;
            _lamportClock = Math.Max(_lamportClock, value.LamportClock);
            FollowRoster(value);
        }
    }

    /// <summary>What was taken in is durable. For the writer.</summary>
    public void Commit()
    {
        lock (_gate)
        {
            if (!_isChanging)
            {
                return;
            }

            _isChanging = false;
            _snapshot = null;
            if (_waiting is { } waiting)
            {
                _waiting = null;
                waiting.SetResult(MakeSnapshot());
            }
        }
    }

    /// <summary>What was taken in is gone, and this projection with it. For the writer.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _isDropped = true;
            _waiting?.SetResult(null);
            _waiting = null;
        }
    }

    /// <summary>The mission as it is now.</summary>
    /// <returns>Null when the projection was dropped: load it again.</returns>
    public async ValueTask<MissionSnapshot?> ReadAsync()
    {
        Task<MissionSnapshot?> committed;
        lock (_gate)
        {
            if (_isDropped)
            {
                return null;
            }

            if (!_isChanging)
            {
                return MakeSnapshot();
            }

            _waiting ??= new TaskCompletionSource<MissionSnapshot?>(TaskCreationOptions.RunContinuationsAsynchronously);
            committed = _waiting.Task;
        }

        return await committed;
    }

    // The server's own joins and leaves come in their order; those of a replayed history in any, and the last in the reducer's order counts.
    private void FollowRoster(Event value)
    {
        if (value.EventType is not (CollaborationEventTypes.ParticipantJoined or CollaborationEventTypes.ParticipantLeft))
        {
            return;
        }

        switch (PayloadCatalogue.Contract.Read(value).Value)
        {
            case ParticipantJoinedPayload joined:
                var isLast = TryPlace(joined.ParticipantId, value, isActive: true);
                if (joined.AuthPrincipalId is { } principal && (isLast || !_principals.ContainsKey(joined.ParticipantId)))
                {
                    _principals[joined.ParticipantId] = principal;
                }

                break;
            case ParticipantLeftPayload left:
                TryPlace(left.ParticipantId, value, isActive: false);
                break;
        }
    }

    private bool TryPlace(string participantId, Event value, bool isActive)
    {
        if (_roster.TryGetValue(participantId, out var place) && EventOrder.Instance.Compare(value, place.Last) < 0)
        {
            return false;
        }

        _roster[participantId] = (value, isActive);
        return true;
    }

    private MissionSnapshot MakeSnapshot() => _snapshot ??= new MissionSnapshot(_sequence, _lamportClock, _reduction.State);
}
