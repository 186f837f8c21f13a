using System.Threading.Channels;

namespace SpecKitty.Server.Live;

/// <summary>Tells whoever watches a project that it has changed.</summary>
/// <remarks>A signal says only that there is something to see: a slow watcher misses signals, never what they are about, and holds no memory.</remarks>
internal sealed class ProjectSignals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, List<Channel<bool>>> _watchers = [];
    private Action<Guid?>? _listeners;

    /// <summary>The project has changed, durably.</summary>
    public void Changed(Guid projectId)
    {
        Volatile.Read(ref _listeners)?.Invoke(projectId);
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
        Volatile.Read(ref _listeners)?.Invoke(null);
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

    /// <summary>Starts to listen to every project.</summary>
    /// <param name="changed">Called with the project that has changed, or null for any. Must be quick and must not throw.</param>
    /// <returns>Dispose it to stop.</returns>
    public IDisposable Subscribe(Action<Guid?> changed)
    {
        lock (_gate)
        {
            _listeners += changed;
        }

        return new Listening(this, changed);
    }

    private void Unsubscribe(Action<Guid?> changed)
    {
        lock (_gate)
        {
            _listeners -= changed;
        }
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

    private sealed class Listening(ProjectSignals signals, Action<Guid?> changed) : IDisposable
    {
        public void Dispose() => signals.Unsubscribe(changed);
    }
}
