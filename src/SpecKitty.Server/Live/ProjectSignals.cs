using System.Threading.Channels;

namespace SpecKitty.Server.Live;

/// <summary>Tells whoever watches a project that it has changed.</summary>
/// <remarks>A signal says only that there is something to see: a slow watcher misses signals, never what they are about, and holds no memory.</remarks>
internal sealed class ProjectSignals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, List<Channel<bool>>> _watchers = [];

    /// <summary>The project has changed, durably.</summary>
    public void Changed(Guid projectId)
    {
        lock (_gate)
        {
            if (_watchers.TryGetValue(projectId, out var watchers))
            {
                foreach (var watcher in watchers)
                {
                    watcher.Writer.TryWrite(true);
                }
            }
        }
    }

    /// <summary>Any project may have changed.</summary>
    public void AllChanged()
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers.Values.SelectMany(watchers => watchers))
            {
                watcher.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Starts to watch.</summary>
    /// <param name="projectId">The project.</param>
    /// <returns>One signal or none at any moment; dispose it to stop.</returns>
    public ProjectWatch Watch(Guid projectId)
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (_gate)
        {
            if (!_watchers.TryGetValue(projectId, out var watchers))
            {
                _watchers[projectId] = watchers = [];
            }

            watchers.Add(channel);
        }

        return new ProjectWatch(channel.Reader, () => Stop(projectId, channel));
    }

    private void Stop(Guid projectId, Channel<bool> channel)
    {
        lock (_gate)
        {
            if (_watchers.TryGetValue(projectId, out var watchers) && watchers.Remove(channel) && watchers.Count == 0)
            {
                _watchers.Remove(projectId);
            }
        }
    }
}
