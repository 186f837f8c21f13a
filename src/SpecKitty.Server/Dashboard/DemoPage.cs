using SpecKitty.Server.Demo;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard;

/// <summary>The page of the mission that the demo plays: the only one that anybody sees without signing in.</summary>
internal sealed class DemoPage(DemoStage stage, ProjectProjections projections, IEventLog log, DashboardRenderer renderer, TimeProvider time)
{
    private readonly Lock _gate = new();
    private MissionPageFeed? _feed;

    /// <summary>The page's feed; null while the demo does not play.</summary>
    public MissionPageFeed? Feed
    {
        get
        {
            lock (_gate)
            {
                return stage.Mission is { } mission ? _feed ??= new MissionPageFeed(mission, projections, log, renderer, time) : null;
            }
        }
    }
}
