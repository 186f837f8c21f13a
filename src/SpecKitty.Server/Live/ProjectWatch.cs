using System.Threading.Channels;

namespace SpecKitty.Server.Live;

/// <summary>Somebody's watch on a project.</summary>
internal sealed class ProjectWatch(ChannelReader<bool> signals, Action stop) : IDisposable
{
    /// <summary>At most one signal waits here: since it was last taken, the project has changed.</summary>
    public ChannelReader<bool> Signals { get; } = signals;

    public void Dispose() => stop();
}
