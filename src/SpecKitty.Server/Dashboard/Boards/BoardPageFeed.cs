using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Parts.Boards;
using SpecKitty.Server.Dashboard.Views.Boards;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>One project's board, rendered once for each change and not once for each who watches.</summary>
internal sealed class BoardPageFeed(Guid projectId, BoardChoice choice, BoardReader reader, ProjectProjections projections, IEventLog log, DashboardRenderer renderer, TimeProvider time)
{
    // Each mission costs a snapshot of its projection.
    private const int MostMissions = 12;

    // A mission is made without an event.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly (string Name, Type Component)[] Components = [("project", typeof(BoardHead)), ("lanes", typeof(BoardLanes)), ("side", typeof(BoardSide))];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (long Sequence, DateTimeOffset At, BoardView View)? _read;
    private IReadOnlyList<PagePart> _parts = [];

    /// <summary>The board as it is now.</summary>
    public async Task<BoardView> ReadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return (await ReadInsideAsync(cancellationToken)).View;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The parts as they are now, with the sequence that they show.</summary>
    public async Task<(long Sequence, IReadOnlyList<PagePart> Parts)> RenderPartsAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var (sequence, view) = await ReadInsideAsync(cancellationToken);
            if (_parts.Count == 0)
            {
                var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(BoardHead.View)] = view };
                var parts = new List<PagePart>(Components.Length);
                foreach (var (name, component) in Components)
                {
                    parts.Add(new PagePart(name, await renderer.RenderAsync(component, parameters)));
                }

                _parts = parts;
            }

            return (sequence, _parts);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<(long Sequence, BoardView View)> ReadInsideAsync(CancellationToken cancellationToken)
    {
        var project = await log.FindProjectAsync(projectId, cancellationToken) ?? throw new InvalidOperationException("Only a project that exists has a page.");
        var now = time.GetUtcNow();
        if (_read is { } read && read.Sequence == project.LastSequence && (now - read.At).Duration() < Fresh)
        {
            return (read.Sequence, read.View);
        }

        var missions = await log.ListMissionsAsync([project.TeamSlug], new MissionQuery { Limit = MostMissions + 1, ProjectId = projectId }, cancellationToken);
        var lives = new List<BoardMissionView>();
        foreach (var mission in missions.Take(MostMissions))
        {
            var snapshot = await projections.ReadAsync(new MissionKey(projectId, mission.MissionId), cancellationToken);
            lives.Add(BoardViewBuilder.Show(mission, snapshot.Lifecycle));
        }

        var board = await projections.ReadBoardAsync(projectId, cancellationToken);
        var view = BoardViewBuilder.Build(project, board, choice, reader, lives, missions.Count > MostMissions);
        _read = (project.LastSequence, now, view);
        _parts = [];
        return (project.LastSequence, view);
    }
}
