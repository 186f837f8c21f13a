using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live;

/// <summary>What a principal may do now: a socket stays open for long, and a change of role must hold at once.</summary>
internal sealed class SocketRights(IServerStore store)
{
    private const string UserPrefix = "user/";

    /// <summary>The principal as it is now.</summary>
    /// <returns>Null when it may no longer read what its socket follows.</returns>
    public async Task<Principal?> FindAgainAsync(Principal principal, SocketSubject subject, CancellationToken cancellationToken)
        => await store.Accounts.FindByIdAsync(principal.PrincipalId[UserPrefix.Length..], cancellationToken) is { } user
            && Principal.Of(user) is var now && MayFollow(now, subject.Project)
            ? now
            : null;

    /// <summary>Whether a principal may follow a project.</summary>
    public static bool MayFollow(Principal principal, ProjectRecord project) => principal.CanRead(project.TeamSlug);
}
