using SpecKitty.Server.Live;

namespace SpecKitty.Server.Dashboard.Following;

/// <summary>Counts the changes of projects: who has read a project knows by that whether it may have changed since.</summary>
/// <remarks>Projects share counters, so that there are never more of them: a change of another project costs a read, and hides none.</remarks>
internal sealed class ProjectVersions : IDisposable
{
    private const int Counters = 1024;

    private readonly long[] _changes = new long[Counters];
    private readonly IDisposable _listening;
    private long _ofAll;

    public ProjectVersions(ProjectSignals signals) => _listening = signals.Subscribe(Count);

    public void Dispose() => _listening.Dispose();

    /// <summary>A number that only grows, and grows with each change that this node hears of, before anybody who watches is woken by it.</summary>
    public long Of(Guid projectId) => Interlocked.Read(ref _changes[Place(projectId)]) + Interlocked.Read(ref _ofAll);

    private static int Place(Guid projectId) => (projectId.GetHashCode() & int.MaxValue) % Counters;

    private void Count(Guid? projectId)
    {
        if (projectId is { } one)
        {
            Interlocked.Increment(ref _changes[Place(one)]);
        }
        else
        {
            Interlocked.Increment(ref _ofAll);
        }
    }
}
