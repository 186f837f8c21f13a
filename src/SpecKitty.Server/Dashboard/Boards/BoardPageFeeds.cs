using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>The feeds of the boards that somebody looks at: one for each board and choice of what to see, however many look.</summary>
internal sealed class BoardPageFeeds(ProjectProjections projections, IEventLog log, DashboardRenderer renderer, TimeProvider time)
{
    // A feed keeps one rendering; whoever looks at a forgotten one makes it anew.
    private const int Kept = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid, BoardChoice, BoardReader), BoardPageFeed> _feeds = [];
    private readonly LinkedList<(Guid, BoardChoice, BoardReader)> _lastUsedFirst = [];

    /// <summary>The feed of a board.</summary>
    public BoardPageFeed Of(Guid projectId, BoardChoice choice, BoardReader reader)
    {
        var key = (projectId, choice, reader);
        lock (_gate)
        {
            if (_feeds.TryGetValue(key, out var feed))
            {
                _lastUsedFirst.Remove(key);
            }
            else
            {
                feed = new BoardPageFeed(projectId, choice, reader, projections, log, renderer, time);
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
