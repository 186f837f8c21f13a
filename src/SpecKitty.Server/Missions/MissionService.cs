using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Live;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>Makes missions, lets principals take part in them, and shows them.</summary>
internal sealed class MissionService(IServerStore store, MissionProjections projections, ProjectSignals signals, ServerNode node, TimeProvider time)
{
    /// <summary>Makes a mission.</summary>
    /// <param name="principal">Who makes it.</param>
    /// <param name="missionId">Its id; null for one of the server's.</param>
    /// <param name="projectId">Its project.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async Task<MissionAnswer<MissionRecord>> CreateAsync(Principal principal, string? missionId, Guid projectId, string title, CancellationToken cancellationToken = default)
    {
        var mission = new MissionRecord(projectId, missionId ?? node.NewId(), title, node.NewId(), principal.PrincipalId, time.GetUtcNow());
        var creation = new MissionCreation(mission, principal);
        await store.Log.AppendAsync(creation, cancellationToken);
        return creation.Fault is { } fault ? fault : mission;
    }

    /// <summary>The missions of the principal's teams, newest first.</summary>
    public Task<IReadOnlyList<MissionRecord>> ListAsync(Principal principal, CancellationToken cancellationToken = default)
        => store.Log.ListMissionsAsync(principal.TeamSlugs, cancellationToken);

    /// <summary>Finds the mission that an id means to a principal.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="projectId">The project, where the id alone is ambiguous.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<MissionAnswer<MissionRecord>> FindAsync(Principal principal, string missionId, Guid? projectId, CancellationToken cancellationToken = default)
    {
        if (principal.Scope is { } scope)
        {
            if (!scope.Covers(projectId ?? scope.ProjectId, missionId))
            {
                return OutsideScope(scope);
            }

            projectId = scope.ProjectId;
        }

        var found = await store.Log.FindMissionsAsync(missionId, principal.TeamSlugs, cancellationToken);
        MissionRecord[] chosen = [.. found.Where(mission => projectId is null || mission.ProjectId == projectId)];
        return chosen switch
        {
            [var mission] => mission,
            [] => new MissionFault(404, "No such mission", "None of your projects has a mission of this id; GET /api/v1/missions/ lists those that there are."),
            _ => new MissionFault(
                409,
                "Ambiguous mission",
                "Several of your projects have a mission of this id; add ?project=UUID with one of them.",
                [.. chosen.Select(mission => mission.ProjectId)]),
        };
    }

    /// <summary>A mission as it is now.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<MissionSnapshot> ReadAsync(MissionRecord mission, CancellationToken cancellationToken = default)
        => projections.ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId), cancellationToken);

    /// <summary>Mints a participant, binds it to a principal and puts its join into the log.</summary>
    /// <param name="principal">Who alone may act as the participant.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="type">A person or a context of a model.</param>
    /// <param name="displayName">The name shown to people.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async Task<MissionAnswer<JoinedParticipant>> JoinAsync(
        Principal principal,
        MissionRecord mission,
        ParticipantType type,
        string? displayName,
        CancellationToken cancellationToken = default)
    {
        if (principal.Scope is { } scope)
        {
            return OutsideScope(scope);
        }

        if (await RefuseWriteAsync(principal, mission, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var identity = new ParticipantIdentity { ParticipantId = node.NewId(), ParticipantType = type, DisplayName = displayName, SessionId = node.NewId() };
        var payload = new ParticipantJoinedPayload
        {
            ParticipantId = identity.ParticipantId,
            ParticipantIdentity = identity,
            MissionId = mission.MissionId,
            AuthPrincipalId = principal.PrincipalId,
        };
        var post = Post(mission, _ => payload);
        await store.Log.AppendAsync(post, cancellationToken);
        var joined = post.Emitted!;
        var binding = new AuthPrincipalBinding { AuthPrincipalId = principal.PrincipalId, ParticipantId = identity.ParticipantId, BoundAt = joined.Timestamp };
        return new JoinedParticipant(identity, binding, joined.LamportClock);
    }

    /// <summary>Puts a participant's leave into the log.</summary>
    /// <param name="principal">The participant's principal, or an admin of the team.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="participantId">Who leaves.</param>
    /// <param name="reason">Why, in a word.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async Task<MissionAnswer<MissionSnapshot>> LeaveAsync(Principal principal, MissionRecord mission, string participantId, string reason, CancellationToken cancellationToken = default)
    {
        if (principal.Scope is { } scope && scope.ParticipantId != participantId)
        {
            return OutsideScope(scope);
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
                _ when !projection.IsActive(participantId) => new MissionFault(404, "No such participant", "The mission has no active participant of this id; GET its state to see who takes part."),
                _ when !isAdmin && projection.FindPrincipal(participantId) != principal.PrincipalId
                    => new MissionFault(403, "Insufficient permissions", "The participant is bound to another principal; only that one and admins of the team end its part."),
                _ => null,
            };
            return fault is null ? new ParticipantLeftPayload { ParticipantId = participantId, MissionId = mission.MissionId, Reason = reason } : null;
        });
        await store.Log.AppendAsync(post, cancellationToken);
        return fault is null ? await ReadAsync(mission, cancellationToken) : fault;
    }

    private static MissionFault OutsideScope(ParticipantScope scope) => new(403, "Insufficient permissions", scope.Refusal);

    private MissionPost Post(MissionRecord mission, Func<MissionProjection, SpecKitty.Events.IEventPayload?> decide)
        => new(mission, decide, node, projections, signals, time);

    private async Task<MissionFault?> RefuseWriteAsync(Principal principal, MissionRecord mission, CancellationToken cancellationToken)
        => await store.Log.FindProjectAsync(mission.ProjectId, cancellationToken) is { } project && principal.CanWriteProject(project)
            ? null
            : new MissionFault(403, "Insufficient permissions", "You may read this mission, but taking part needs the role of a member: ask an admin of the team.");
}
