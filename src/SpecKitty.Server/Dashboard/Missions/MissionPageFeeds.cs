using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>The feeds of the missions that somebody looks at: one for each mission, however many look.</summary>
internal sealed class MissionPageFeeds(ProjectProjections projections, MissionAssessor assessor, IEventLog log, PartRenderer renderer, ProjectVersions versions, TimeProvider time)
{
    // A feed keeps the rendered parts of one mission; whoever looks at a forgotten one makes it anew.
    private readonly RecentlyUsed<MissionKey, MissionPageFeed> _feeds = new(128);

    /// <summary>The feed of a mission.</summary>
    public MissionPageFeed Of(MissionRecord mission)
        => _feeds.GetOrAdd(new MissionKey(mission.ProjectId, mission.MissionId), _ => new MissionPageFeed(mission, projections, assessor, log, renderer, versions, time));
}
