using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live;

/// <summary>What a principal may do now: a stream or a socket stays open for long, and a change of role or a revoked token must hold within seconds.</summary>
internal sealed class LiveRights(PrincipalResolver principals)
{
    /// <summary>How long a revocation may go unnoticed by an open stream, socket or page: a sign-out, a token that was revoked, a user who was removed from the team.</summary>
    public static TimeSpan HoldAtMost { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The principal as it is now.</summary>
    /// <returns>Null when the token that it came by does not hold any more, or it may no longer read what it follows.</returns>
    public async Task<Principal?> FindAgainAsync(Principal principal, LiveSubject? subject, CancellationToken cancellationToken)
        => await principals.FindByCredentialAsync(principal.Credential!, cancellationToken) is { } now && MayFollow(now, subject)
            ? now
            : null;

    /// <summary>Whether a principal may follow a project, the one mission of it, or without a subject whatever its teams have.</summary>
    public static bool MayFollow(Principal principal, LiveSubject? subject)
        => subject is null ? principal.Scope is null && principal.Has(TokenRights.Read)
        : subject.Mission is { } mission ? principal.CanReadMission(subject.Project, mission.MissionId)
        : principal.CanReadProject(subject.Project);
}
