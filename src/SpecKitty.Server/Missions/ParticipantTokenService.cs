using SpecKitty.Server.Auth;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>Makes and deletes tokens that let an LLM context act as one participant of one mission, and do nothing else.</summary>
/// <remarks>A token ends with the participant's removal, in the same transaction, and only delivers events after a leave of its own; it ends with the membership of the user in the project's team; and by its time.</remarks>
internal sealed class ParticipantTokenService(IServerStore store, ProjectProjections projections, TimeProvider time)
{
    /// <summary>The hours that a token is good when nobody says otherwise.</summary>
    public const int DefaultHours = 12;

    /// <summary>The most hours that a token may be good: a week.</summary>
    public const int MostHours = 168;

    /// <summary>The most live tokens of a participant.</summary>
    public const int MostTokens = 20;

    /// <summary>Makes a token.</summary>
    /// <param name="principal">Whom the participant is bound to.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="participantId">The participant, who must take part now.</param>
    /// <param name="hours">The hours that it is good, 1 to 168.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async Task<MissionAnswer<IssuedToken>> IssueAsync(Principal principal, MissionRecord mission, string participantId, int hours, CancellationToken cancellationToken = default)
    {
        if (await store.Log.FindProjectAsync(mission.ProjectId, cancellationToken) is not { } registered || !principal.CanWrite(registered.TeamSlug))
        {
            return new MissionFault(403, "Insufficient permissions", "Taking part in this mission needs the role of a member: ask an admin of the team.");
        }

        var secret = SecretToken.NewParticipant(mission.ProjectId);
        var now = StoreTime.Now(time);
        var token = new ParticipantTokenRecord(mission.ProjectId, SecretToken.Hash(secret), mission.MissionId, participantId, principal.UserId!, now, now.AddHours(hours));
        var fault = await RunAsync(mission, cancellationToken, async (project, projection) =>
            !projection.IsActive(participantId) || projection.FindPrincipal(participantId) != principal.PrincipalId ? NoParticipant
            : await project.AddTokenAsync(token, MostTokens) ? null
            : new MissionFault(409, "Too many tokens", $"The participant has {MostTokens} tokens, and no more are allowed; DELETE this address to revoke them, or wait until they end."));
        return fault is null ? new IssuedToken(token, secret) : fault;
    }

    /// <summary>Revokes every token of a participant, at once.</summary>
    /// <param name="principal">Whom the participant is bound to, or an admin of the team.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="participantId">The participant.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    /// <returns>Why not; null when there is no token of the participant any more.</returns>
    public Task<MissionFault?> RevokeAsync(Principal principal, MissionRecord mission, string participantId, CancellationToken cancellationToken = default)
        => RunAsync(mission, cancellationToken, async (project, projection) =>
        {
            if (projection.FindPrincipal(participantId) is not { } owner || (owner != principal.PrincipalId && !principal.IsAdminOf(project.Project!.TeamSlug)))
            {
                return NoParticipant;
            }

            await project.DeleteTokensAsync(mission.MissionId, participantId);
            return null;
        });

    // The same for a participant that there is not, that has left, and that is somebody else's.
    private static MissionFault NoParticipant { get; } = new(404, "No such participant", "You have no participant of this id in the mission; GET its state to see who takes part.");

    private async Task<MissionFault?> RunAsync(MissionRecord mission, CancellationToken cancellationToken, Func<IProjectWriter, MissionProjection, ValueTask<MissionFault?>> decide)
    {
        var work = new ParticipantTokenWork(new MissionKey(mission.ProjectId, mission.MissionId), projections, decide);
        await store.Log.AppendAsync(work, cancellationToken);
        return work.Fault;
    }
}
