using SpecKitty.Server.Feeds;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live.Tail;

/// <summary>The tails of the projects that somebody follows on this node.</summary>
internal sealed class ProjectTails(IEventLog log, EventFeed feed, ProjectSignals signals, ILogger<ProjectTail> logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, ProjectTail> _tails = [];

    /// <summary>Begins to follow a project.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="missionId">The one mission of it; null for all of the project.</param>
    /// <param name="wake">Woken from now on when there may be news.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A reader, at the beginning of the log. Dispose it to stop.</returns>
    /// <exception cref="StoreUnavailableException">The log cannot be read.</exception>
    public async Task<TailReader> OpenAsync(Guid projectId, string? missionId, SubscriberWake wake, CancellationToken cancellationToken)
    {
        var tail = Join(projectId);
        try
        {
            await tail.Loaded.WaitAsync(cancellationToken);
        }
        catch
        {
            await LeaveAsync(tail);
            throw;
        }

        tail.Add(wake);
        return new TailReader(this, tail, feed, missionId, wake);
    }

    /// <summary>A reader is done.</summary>
    public async ValueTask LeaveAsync(ProjectTail tail)
    {
        lock (_gate)
        {
            // One that could not be loaded is of no use to whoever comes next.
            if (--tail.Readers > 0 && !tail.Loaded.IsFaulted)
            {
                return;
            }

            if (_tails.TryGetValue(tail.ProjectId, out var known) && known == tail)
            {
                _tails.Remove(tail.ProjectId);
            }

            if (tail.Readers > 0)
            {
                return;
            }
        }

        await tail.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        ProjectTail[] left;
        lock (_gate)
        {
            left = [.. _tails.Values];
            _tails.Clear();
        }

        foreach (var tail in left)
        {
            await tail.DisposeAsync();
        }
    }

    private ProjectTail Join(Guid projectId)
    {
        lock (_gate)
        {
            if (!_tails.TryGetValue(projectId, out var tail))
            {
                _tails[projectId] = tail = new ProjectTail(projectId, log, feed, signals, logger);
                tail.Start();
            }

            tail.Readers++;
            return tail;
        }
    }
}
