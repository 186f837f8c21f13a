using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Live;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>The authority over who takes part in a mission: it alone emits invitations, joins and leaves.</summary>
internal sealed class RosterService(IServerStore store, ProjectProjections projections, ProjectSignals signals, ServerNode node, SignsOfLife signs, TimeProvider time)
{
    /// <summary>Mints a participant and puts its invitation into the log; who joins with its id takes the place.</summary>
    /// <param name="principal">Who invites.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="type">A person or a context of a model.</param>
    /// <param name="displayName">The name shown to people.</param>
    /// <param name="invitedBy">The participant who invites; null for one that the principal takes part as, or else for the principal.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async Task<MissionAnswer<InvitedParticipant>> InviteAsync(
        Principal principal,
        MissionRecord mission,
        ParticipantType type,
        string? displayName,
        string? invitedBy,
        CancellationToken cancellationToken = default)
    {
        if (principal.Scope is { } scope)
        {
            return MissionFault.OutsideScope(scope);
        }

        if (await RefuseWriteAsync(principal, mission, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var identity = new ParticipantIdentity { ParticipantId = node.NewId(), ParticipantType = type, DisplayName = displayName };
        MissionFault? fault = null;
        var post = Post(mission, projection =>
        {
            if (invitedBy is not null && !(projection.IsActive(invitedBy) && projection.FindPrincipal(invitedBy) == principal.PrincipalId))
            {
                fault = new MissionFault(400, "Invalid body", "invited_by must be an active participant that you joined as; leave it out to invite as yourself.");
                return null;
            }

            fault = null;
            return new ParticipantInvitedPayload
            {
                ParticipantId = identity.ParticipantId,
                ParticipantIdentity = identity,
                InvitedBy = invitedBy ?? projection.ActiveOf(principal.PrincipalId).Order(StringComparer.Ordinal).FirstOrDefault() ?? principal.PrincipalId,
                MissionId = mission.MissionId,
            };
        });
        await store.Log.AppendAsync(post, cancellationToken);
        return fault is null ? new InvitedParticipant(identity, post.Emitted!.LamportClock) : fault;
    }

    /// <summary>Puts a participant's join into the log and binds it to a principal.</summary>
    /// <param name="principal">Who alone may act as the participant.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="request">As whom: a new participant, an invited one, or one of the principal's own that has left.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async Task<MissionAnswer<JoinedParticipant>> JoinAsync(Principal principal, MissionRecord mission, JoinAs request, CancellationToken cancellationToken = default)
    {
        if (principal.Scope is { } scope)
        {
            return MissionFault.OutsideScope(scope);
        }

        if (await RefuseWriteAsync(principal, mission, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var (newId, sessionId) = (node.NewId(), node.NewId());
        ParticipantIdentity? identity = null;
        MissionFault? fault = null;
        var post = Post(mission, projection =>
        {
            (identity, fault) = Identify(projection, principal, request, newId, sessionId);
            return identity is null ? null : new ParticipantJoinedPayload
            {
                ParticipantId = identity.ParticipantId,
                ParticipantIdentity = identity,
                MissionId = mission.MissionId,
                AuthPrincipalId = principal.PrincipalId,
            };
        });
        await store.Log.AppendAsync(post, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        var joined = post.Emitted!;
        var binding = new AuthPrincipalBinding { AuthPrincipalId = principal.PrincipalId, ParticipantId = identity!.ParticipantId, BoundAt = joined.Timestamp };
        return new JoinedParticipant(identity, binding, joined.LamportClock);
    }

    /// <summary>Puts the leave of a participant into the log: its own, or by an admin of the team.</summary>
    /// <param name="principal">The participant's principal, or an admin of the team.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="participantId">Who leaves.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public Task<MissionAnswer<MissionSnapshot>> LeaveAsync(Principal principal, MissionRecord mission, string participantId, CancellationToken cancellationToken = default)
        => EndAsync(
            principal,
            mission,
            participantId,
            byParticipantToo: true,
            (projection, isAdmin) => isAdmin || projection.FindPrincipal(participantId) == principal.PrincipalId,
            "The participant is bound to another principal; only that one and admins of the team end its part.",
            cancellationToken);

    /// <summary>Puts the leave of a participant that has vanished into the log.</summary>
    /// <param name="principal">Who made the mission, or an admin of the team.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="participantId">Who has vanished.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public Task<MissionAnswer<MissionSnapshot>> ReapAsync(Principal principal, MissionRecord mission, string participantId, CancellationToken cancellationToken = default)
        => EndAsync(
            principal,
            mission,
            participantId,
            byParticipantToo: false,
            (_, isAdmin) => isAdmin || mission.CreatedBy == principal.PrincipalId,
            "Only who made the mission and admins of the team reap participants.",
            cancellationToken);

    /// <summary>Puts the leave of a participant into the log by the server itself, when nothing has been received of it for some time.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="participantId">Who has vanished.</param>
    /// <param name="silence">For how long nothing must have been received.</param>
    /// <param name="listeningSince">Since when this server has been able to hear: it takes nobody for gone by a silence that was its own.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    /// <returns>False when it has given a sign of life, has left, or came from a replayed history; nothing was done then.</returns>
    public async Task<bool> EndSilentAsync(MissionRecord mission, string participantId, TimeSpan silence, DateTimeOffset listeningSince = default, CancellationToken cancellationToken = default)
    {
        var post = Post(mission, projection => projection.IsActive(participantId)
            && projection.IsSeated(participantId)
            && time.GetUtcNow() - Latest(projection.LastSignOf(participantId), signs.LastOf(mission, participantId, projection), listeningSince) >= silence
            ? new ParticipantLeftPayload { ParticipantId = participantId, MissionId = mission.MissionId, Reason = RosterMoves.LeftByTimeout }
            : null);
        await store.Log.AppendAsync(post, cancellationToken);
        return post.Emitted is not null;
    }

    private static (ParticipantIdentity? Identity, MissionFault? Fault) Identify(MissionProjection projection, Principal principal, JoinAs request, string newId, string sessionId)
    {
        if (request.ParticipantId is not { } id)
        {
            return (new ParticipantIdentity { ParticipantId = newId, ParticipantType = request.Type!.Value, DisplayName = request.DisplayName, SessionId = sessionId }, null);
        }

        if (projection.IsActive(id))
        {
            return (null, new MissionFault(409, "Participant takes part", "participant_id: this participant takes part already; leave the member out to join as a new one."));
        }

        if (projection.FindIdentity(id) is not { } known || (projection.FindPrincipal(id) is { } bound && bound != principal.PrincipalId))
        {
            return (null, new MissionFault(404, "No such participant", "participant_id: the mission has neither invited this participant, nor was it ever yours; leave the member out to join as a new one."));
        }

        return (known with { DisplayName = request.DisplayName ?? known.DisplayName, SessionId = sessionId }, null);
    }

    private async Task<MissionAnswer<MissionSnapshot>> EndAsync(
        Principal principal,
        MissionRecord mission,
        string participantId,
        bool byParticipantToo,
        Func<MissionProjection, bool, bool> isAllowed,
        string refusalDetails,
        CancellationToken cancellationToken)
    {
        if (principal.Scope is { } scope && (scope.ParticipantId != participantId || !byParticipantToo))
        {
            return MissionFault.OutsideScope(scope);
        }

        if (await RefuseWriteAsync(principal, mission, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var isAdmin = await store.Log.FindProjectAsync(mission.ProjectId, cancellationToken) is { } project && principal.IsAdminOf(project.TeamSlug);
        MissionFault? fault = null;
        var post = Post(mission, projection =>
        {
            fault = projection switch
            {
                _ when !projection.IsActive(participantId) && projection.Roster.Last(participantId) is not { Kind: RosterMoveKind.TimedOut } => new MissionFault(404, "No such participant", "The mission has no active participant of this id; GET its state to see who takes part."),
                _ when !isAllowed(projection, isAdmin) => new MissionFault(403, "Insufficient permissions", refusalDetails),
                _ => null,
            };
            var reason = projection.FindPrincipal(participantId) == principal.PrincipalId ? RosterMoves.LeftByItself : RosterMoves.LeftByRemoval;
            return fault is null ? new ParticipantLeftPayload { ParticipantId = participantId, MissionId = mission.MissionId, Reason = reason } : null;
        },
        principal.PrincipalId);
        await store.Log.AppendAsync(post, cancellationToken);
        return fault is null ? await projections.ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId), cancellationToken) : fault;
    }

    private static DateTimeOffset? Latest(DateTimeOffset? last, DateTimeOffset? sign, DateTimeOffset listeningSince)
        => last is null ? null : new[] { last.Value, sign ?? default, listeningSince }.Max();

    private MissionPost Post(MissionRecord mission, Func<MissionProjection, IEventPayload?> decide, string? author = null)
        => new(mission, decide, node, projections, signals, time, author);

    private async Task<MissionFault?> RefuseWriteAsync(Principal principal, MissionRecord mission, CancellationToken cancellationToken)
        => await store.Log.FindProjectAsync(mission.ProjectId, cancellationToken) is { } project && principal.CanWriteProject(project)
            ? null
            : new MissionFault(403, "Insufficient permissions", "You may read this mission, but taking part needs the role of a member: ask an admin of the team.");
}
