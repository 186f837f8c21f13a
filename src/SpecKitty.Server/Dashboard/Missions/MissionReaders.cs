using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Who may look at which mission: those of the visitor's teams, and the demo's for everybody.</summary>
internal sealed class MissionReaders(IEventLog log, PrincipalResolver principals, DemoStage demo)
{
    /// <summary>Finds a mission for a visitor.</summary>
    /// <param name="principal">The visitor; null when nobody is signed in.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The mission; null when there is none, or the visitor may not see it.</returns>
    public async Task<MissionRecord?> FindAsync(Principal? principal, Guid projectId, string missionId, CancellationToken cancellationToken)
    {
        if (IsOfDemo(projectId, missionId))
        {
            return demo.Mission;
        }

        return principal is not null
            && await log.FindProjectAsync(projectId, cancellationToken) is { } project
            && principal.CanReadMission(project, missionId)
            ? (await log.FindMissionsAsync(missionId, [project.TeamSlug], cancellationToken)).FirstOrDefault(mission => mission.ProjectId == projectId)
            : null;
    }

    /// <summary>Finds a visitor who keeps a mission open again, with the rights of now.</summary>
    /// <remarks>One look-up: a mission stays where it is, and its project with its team.</remarks>
    /// <param name="principal">The visitor; null when nobody is signed in.</param>
    /// <param name="mission">The mission.</param>
    /// <param name="project">Its project.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null when the visitor may not see the mission any more.</returns>
    public async Task<PageReader?> FindAgainAsync(Principal? principal, MissionRecord mission, ProjectRecord project, CancellationToken cancellationToken)
    {
        var isOpen = IsOfDemo(mission.ProjectId, mission.MissionId);
        if (principal is null)
        {
            return isOpen ? new PageReader(null) : null;
        }

        return await principals.FindByCredentialAsync(principal.Credential!, cancellationToken) is { } now && (isOpen || now.CanReadMission(project, mission.MissionId))
            ? new PageReader(DemoGuest.Restrict(now))
            : null;
    }

    private bool IsOfDemo(Guid projectId, string missionId) => demo.Mission is { } mission && mission.ProjectId == projectId && mission.MissionId == missionId;
}
