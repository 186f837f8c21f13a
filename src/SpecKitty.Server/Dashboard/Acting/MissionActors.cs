using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Acting;

/// <summary>Says what visitors may do in a mission.</summary>
internal sealed class MissionActors(IEventLog log)
{
    /// <summary>What a visitor may do in a mission as it is now.</summary>
    /// <param name="principal">The visitor; null when nobody is signed in.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="state">What it amounts to.</param>
    /// <param name="roster">Its participants as they are shown.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ActorView> FindAsync(Principal? principal, MissionRecord mission, CollaborationState state, IReadOnlyList<ParticipantView> roster, CancellationToken cancellationToken)
    {
        if (principal is null)
        {
            return ActorView.Stranger;
        }

        if (await log.FindProjectAsync(mission.ProjectId, cancellationToken) is not { } project || !principal.CanWriteProject(project))
        {
            return new ActorView { Standing = ActorStanding.Reader };
        }

        List<ParticipantView> own =
        [
            .. roster
                .Where(participant => state.Bindings.TryGetValue(participant.Id, out var binding) && binding.AuthPrincipalId == principal.PrincipalId)
                .OrderByDescending(participant => participant.IsPerson)
                .ThenBy(participant => participant.Id, StringComparer.Ordinal),
        ];
        return new ActorView
        {
            Standing = ActorStanding.Member,
            Own = [.. own.Where(participant => !participant.HasLeft)],
            Left = [.. own.Where(participant => participant is { HasLeft: true, IsPerson: true })],
        };
    }
}
