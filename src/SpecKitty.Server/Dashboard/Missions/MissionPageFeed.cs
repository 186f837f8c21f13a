using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>One mission's page, read and rendered once for each change and not once for each who watches.</summary>
internal sealed class MissionPageFeed
{
    private readonly MissionRecord _mission;
    private readonly ProjectProjections _projections;
    private readonly MissionAssessor _assessor;
    private readonly IEventLog _log;
    private readonly PartRenderer _renderer;
    private readonly MissionActivityFeed _activity;
    private readonly SharedReading<MissionReading> _reading;

    public MissionPageFeed(MissionRecord mission, ProjectProjections projections, MissionAssessor assessor, IEventLog log, PartRenderer renderer, ProjectVersions versions, TimeProvider time)
    {
        _mission = mission;
        _projections = projections;
        _assessor = assessor;
        _log = log;
        _renderer = renderer;
        _activity = new MissionActivityFeed(log, mission);
        _reading = new SharedReading<MissionReading>(mission.ProjectId, versions, time, ReadAsync);
    }

    /// <summary>The mission as it is now, and what a visitor may do in it.</summary>
    public async Task<(MissionView View, ActorView Actor)> ReadAsync(Principal? principal, CancellationToken cancellationToken)
    {
        var reading = await _reading.ReadAsync(cancellationToken);
        return (reading.View, MissionActors.Find(principal, reading));
    }

    /// <summary>The parts as they are now for a visitor who keeps the page open, with the sequence that they show.</summary>
    public async Task<(long Sequence, IReadOnlyList<PagePart> Parts)> RenderPartsAsync(Principal? principal, CancellationToken cancellationToken)
    {
        var reading = await _reading.FollowAsync(cancellationToken);
        return (reading.View.Moment.Sequence, await reading.RenderAsync(MissionActors.Find(principal, reading)));
    }

    private async Task<MissionReading> ReadAsync(MissionReading? before, CancellationToken cancellationToken)
    {
        var activity = await _activity.ReadAsync(cancellationToken);
        if (before is not null && before.View.Moment.Sequence == activity.Sequence)
        {
            return before;
        }

        var project = before?.Project ?? await _log.FindProjectAsync(_mission.ProjectId, cancellationToken) ?? throw new InvalidOperationException("Only a mission of a project that exists has a page.");
        var snapshot = await _projections.ReadAsync(new MissionKey(_mission.ProjectId, _mission.MissionId), cancellationToken);
        var board = await _projections.ReadBoardAsync(_mission.ProjectId, cancellationToken);
        return new MissionReading(project, MissionViewBuilder.Build(_mission, snapshot, _assessor.Assess(snapshot), board, activity), snapshot.State, _renderer);
    }
}
