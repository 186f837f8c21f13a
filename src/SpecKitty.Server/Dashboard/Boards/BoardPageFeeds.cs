using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>The feeds of the boards that somebody looks at: one for each board and choice of what to see, however many look.</summary>
internal sealed class BoardPageFeeds(ProjectProjections projections, IEventLog log, PartRenderer renderer, ProjectVersions versions, TimeProvider time)
{
    // A feed keeps one rendering; whoever looks at a forgotten one makes it anew.
    private readonly RecentlyUsed<(Guid ProjectId, BoardChoice Choice, BoardReader Reader), BoardPageFeed> _feeds = new(64);

    /// <summary>The feed of a board.</summary>
    public BoardPageFeed Of(Guid projectId, BoardChoice choice, BoardReader reader)
        => _feeds.GetOrAdd((projectId, choice, reader), of => new BoardPageFeed(of.ProjectId, of.Choice, of.Reader, projections, log, renderer, versions, time));
}
