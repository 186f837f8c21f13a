using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Views.Boards;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>One project's board, read and rendered once for each change and not once for each who watches.</summary>
internal sealed class BoardPageFeed
{
    // Each mission costs a snapshot of its projection.
    private const int MostMissions = 12;

    private readonly Guid _projectId;
    private readonly BoardChoice _choice;
    private readonly BoardReader _reader;
    private readonly ProjectProjections _projections;
    private readonly IEventLog _log;
    private readonly PartRenderer _renderer;
    private readonly SharedReading<BoardReading> _reading;

    public BoardPageFeed(Guid projectId, BoardChoice choice, BoardReader reader, ProjectProjections projections, IEventLog log, PartRenderer renderer, ProjectVersions versions, TimeProvider time)
    {
        _projectId = projectId;
        _choice = choice;
        _reader = reader;
        _projections = projections;
        _log = log;
        _renderer = renderer;
        _reading = new SharedReading<BoardReading>(projectId, versions, time, ReadAsync);
    }

    /// <summary>The board as it is now.</summary>
    public async Task<BoardView> ReadViewAsync(CancellationToken cancellationToken) => (await _reading.ReadAsync(cancellationToken)).View;

    /// <summary>The parts as they are now for somebody who keeps the page open, with the sequence that they show.</summary>
    public async Task<(long Sequence, IReadOnlyList<PagePart> Parts)> RenderPartsAsync(CancellationToken cancellationToken)
    {
        var reading = await _reading.FollowAsync(cancellationToken);
        return (reading.Sequence, await reading.RenderAsync());
    }

    private async Task<BoardReading> ReadAsync(BoardReading? before, CancellationToken cancellationToken)
    {
        var project = await _log.FindProjectAsync(_projectId, cancellationToken) ?? throw new InvalidOperationException("Only a project that exists has a page.");
        if (before?.Sequence == project.LastSequence)
        {
            return before;
        }

        var missions = await _log.ListMissionsAsync([project.TeamSlug], new MissionQuery { Limit = MostMissions + 1, ProjectId = _projectId }, cancellationToken);
        var lives = new List<BoardMissionView>();
        foreach (var mission in missions.Take(MostMissions))
        {
            var snapshot = await _projections.ReadAsync(new MissionKey(_projectId, mission.MissionId), cancellationToken);
            lives.Add(BoardViewBuilder.Show(mission, snapshot.Lifecycle));
        }

        var board = await _projections.ReadBoardAsync(_projectId, cancellationToken);
        return new BoardReading(project.LastSequence, BoardViewBuilder.Build(project, board, _choice, _reader, lives, missions.Count > MostMissions), _renderer);
    }
}
