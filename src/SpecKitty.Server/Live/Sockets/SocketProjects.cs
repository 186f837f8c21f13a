using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Live.Tail;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>The logs that one socket follows, and where it stands in each.</summary>
internal sealed class SocketProjects(SubscriberWake wake, SocketServices services) : IAsyncDisposable
{
    private const int Most = 100;

    private readonly Dictionary<Guid, TailReader> _readers = [];
    private readonly Dictionary<Guid, long> _left = [];
    private readonly DateTimeOffset _openedAt = services.Time.GetUtcNow();

    /// <summary>A reader of each.</summary>
    public IReadOnlyCollection<TailReader> Readers => _readers.Values;

    /// <summary>Follows one project.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="missionId">The one mission of it; null for all of the project.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its reader, at the beginning of the log.</returns>
    /// <exception cref="StoreUnavailableException">The log cannot be read.</exception>
    public async Task<TailReader> OpenAsync(Guid projectId, string? missionId, CancellationToken cancellationToken)
        => _readers[projectId] = await services.Tails.OpenAsync(projectId, missionId, wake, cancellationToken);

    /// <summary>Follows the projects of some teams from where each stands, as many as one socket may.</summary>
    /// <exception cref="StoreUnavailableException">The logs cannot be read.</exception>
    public async Task<IReadOnlyList<SocketProject>> BeginAsync(IReadOnlyList<string> teamSlugs, CancellationToken cancellationToken)
    {
        var begun = new List<SocketProject>();
        foreach (var project in await services.Log.ListProjectsAsync(teamSlugs, null, Most, cancellationToken))
        {
            // Followed before it is asked where it stands, so that nothing can happen unseen in between.
            var reader = await OpenAsync(project.ProjectId, null, cancellationToken);
            reader.After = (await services.Log.FindProjectAsync(project.ProjectId, cancellationToken))?.LastSequence ?? 0;
            begun.Add(new SocketProject { ProjectUuid = project.ProjectId, Sequence = reader.After });
        }

        return begun;
    }

    /// <summary>Follows what the teams have now: what they have no more is left, and as many others are followed as there is room for.</summary>
    /// <exception cref="StoreUnavailableException">The logs cannot be read; what was not looked at stays as it is.</exception>
    public async Task LookAgainAsync(IReadOnlyList<string> teamSlugs, CancellationToken cancellationToken)
    {
        var listed = await services.Log.ListProjectsAsync(teamSlugs, null, Most, cancellationToken);
        foreach (var projectId in _readers.Keys.ToList())
        {
            if (!await IsThereAsync(projectId, listed, teamSlugs, cancellationToken))
            {
                _readers.Remove(projectId, out var reader);
                _left[projectId] = reader!.After;
                await reader.DisposeAsync();
            }
        }

        // However many come before it by UUID, nothing that is followed makes room for another.
        var others = listed.Where(project => !_readers.ContainsKey(project.ProjectId)).Take(Most - _readers.Count).ToList();
        foreach (var project in others)
        {
            var reader = await OpenAsync(project.ProjectId, null, cancellationToken);
            reader.After = Begin(project);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in _readers.Values)
        {
            await reader.DisposeAsync();
        }
    }

    // More than are listed are there only when the list is full.
    private async Task<bool> IsThereAsync(Guid projectId, IReadOnlyList<ProjectRecord> listed, IReadOnlyList<string> teamSlugs, CancellationToken cancellationToken)
        => listed.Any(project => project.ProjectId == projectId)
            || (listed.Count == Most
                && await services.Log.FindProjectAsync(projectId, cancellationToken) is { } project
                && teamSlugs.Contains(project.TeamSlug, StringComparer.Ordinal));

    // One that comes back goes on where it was left; one that was registered since begins at its beginning; one of a team that was joined since, where it stands.
    private long Begin(ProjectRecord project)
        => _left.Remove(project.ProjectId, out var after) ? Math.Min(after, project.LastSequence)
        : project.CreatedAt >= _openedAt ? 0
        : project.LastSequence;
}
