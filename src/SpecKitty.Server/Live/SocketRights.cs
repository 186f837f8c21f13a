using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live;

/// <summary>What a principal may do now: a socket stays open for long, and a change of role, a sign-out or a revocation must hold at once.</summary>
internal sealed class SocketRights(PrincipalResolver principals)
{
    /// <summary>The principal as it is now.</summary>
    /// <returns>Null when its token does not hold any more, or when it may no longer read what its socket follows.</returns>
    public async Task<Principal?> FindAgainAsync(Principal principal, SocketSubject subject, CancellationToken cancellationToken)
    {
        var credential = principal.Credential ?? throw new InvalidOperationException("Only a principal that came by a token has a socket.");
        return await principals.FindByCredentialAsync(credential, cancellationToken) is { } now && MayFollow(now, subject.Project, subject.Mission) ? now : null;
    }

    /// <summary>Whether a principal may follow a project, or one mission of it.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="project">The project.</param>
    /// <param name="mission">The mission; null for all of the project.</param>
    public static bool MayFollow(Principal principal, ProjectRecord project, MissionRecord? mission)
        => mission is null ? principal.CanReadProject(project) : principal.CanReadMission(project, mission.MissionId);
}
