using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>Registers projects to teams and shows a team its own.</summary>
internal sealed class ProjectService(IServerStore store, TimeProvider time)
{
    /// <summary>Registers a project.</summary>
    /// <param name="principal">Who registers it.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="teamSlug">The team; null for the one of the principal's new projects.</param>
    /// <param name="name">What the team calls it; null for no name. A project that the team has already keeps its own.</param>
    /// <param name="cancellationToken">Gives up what has not begun.</param>
    public async Task<AccountAnswer<RegisteredProject>> RegisterAsync(Principal principal, Guid projectId, string? teamSlug, string? name, CancellationToken cancellationToken = default)
    {
        if (name is not null && !AccountRules.IsName(name))
        {
            return new AccountFault(400, "Invalid body", $"name must be {AccountRules.NameRule}; it may be left out.");
        }

        if (teamSlug is null ? !principal.CanWriteAny : !principal.CanWrite(teamSlug))
        {
            return new AccountFault(403, "Insufficient permissions", IngestMessages.ForeignProject.Reason);
        }

        var registration = new ProjectRegistration(projectId, teamSlug, name, principal, time);
        await store.Log.AppendAsync(registration, cancellationToken);
        return registration.Answer;
    }

    /// <summary>Lists the projects of the principal's teams.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="afterProjectId">The project to begin behind; null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<IReadOnlyList<ProjectRecord>> ListAsync(Principal principal, Guid? afterProjectId, int limit, CancellationToken cancellationToken = default)
        => store.Log.ListProjectsAsync([.. principal.TeamSlugs.Where(principal.CanRead)], afterProjectId, limit, cancellationToken);
}
