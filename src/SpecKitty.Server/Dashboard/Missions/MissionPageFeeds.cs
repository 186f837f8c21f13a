using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>The feeds of the missions that somebody looks at: one for each mission, however many look.</summary>
internal sealed class MissionPageFeeds(ProjectProjections projections, MissionAssessor assessor, IEventLog log, DashboardRenderer renderer, MissionActors actors, TimeProvider time)
{
    // A feed keeps the rendered parts of one mission; whoever looks at a forgotten one makes it anew.
    private const int Kept = 128;

    private readonly Lock _gate = new();
    private readonly Dictionary<MissionKey, MissionPageFeed> _feeds = [];
    private readonly LinkedList<MissionKey> _lastUsedFirst = [];

    /// <summary>The feed of a mission.</summary>
    public MissionPageFeed Of(MissionRecord mission)
    {
        var key = new MissionKey(mission.ProjectId, mission.MissionId);
        lock (_gate)
        {
            if (_feeds.TryGetValue(key, out var feed))
            {
                _lastUsedFirst.Remove(key);
            }
            else
            {
                feed = new MissionPageFeed(mission, projections, assessor, log, renderer, actors, time);
                _feeds.Add(key, feed);
            }

            _lastUsedFirst.AddFirst(key);
            if (_lastUsedFirst.Count > Kept)
            {
                _feeds.Remove(_lastUsedFirst.Last!.Value);
                _lastUsedFirst.RemoveLast();
            }

            return feed;
        }
    }
}
