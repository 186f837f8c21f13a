using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Parts;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard;

/// <summary>One mission's page, rendered once for each change and not once for each who watches.</summary>
internal sealed class MissionPageFeed(MissionRecord mission, ProjectProjections projections, IEventLog log, DashboardRenderer renderer, TimeProvider time)
{
    private static readonly (string Name, Type Component)[] Components =
    [
        ("header", typeof(MissionHeader)),
        ("roster", typeof(Roster)),
        ("focus", typeof(FocusMap)),
        ("warnings", typeof(Warnings)),
        ("steps", typeof(Steps)),
        ("packages", typeof(WorkPackages)),
        ("decisions", typeof(Decisions)),
        ("comments", typeof(Comments)),
        ("timeline", typeof(Timeline)),
        ("anomalies", typeof(Anomalies)),
    ];

    private readonly ProjectActivityFeed _activity = new(log, mission.ProjectId);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IReadOnlyList<MissionPart> _parts = [];
    private long _renderedAt = -1;

    /// <summary>The project whose changes change the page.</summary>
    public Guid ProjectId => mission.ProjectId;

    /// <summary>The parts as they are now, with the sequence that they show.</summary>
    public async Task<(long Sequence, IReadOnlyList<MissionPart> Parts)> RenderPartsAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var view = await ReadAsync(cancellationToken);
            if (view.Sequence != _renderedAt)
            {
                var parts = new List<MissionPart>(Components.Length);
                var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(MissionPage.View)] = view };
                foreach (var (name, component) in Components)
                {
                    parts.Add(new MissionPart(name, await renderer.RenderAsync(component, parameters)));
                }

                _parts = parts;
                _renderedAt = view.Sequence;
            }

            return (_renderedAt, _parts);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The mission as it is now.</summary>
    public async Task<MissionView> ReadAsync(CancellationToken cancellationToken)
    {
        var activity = await _activity.ReadAsync(cancellationToken);
        var snapshot = await projections.ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId), cancellationToken);
        var board = await projections.ReadBoardAsync(mission.ProjectId, cancellationToken);
        return MissionViewBuilder.Build(mission, snapshot, board, activity, time.GetUtcNow());
    }
}
