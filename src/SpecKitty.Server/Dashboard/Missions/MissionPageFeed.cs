using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Parts.Missions;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>One mission's page, rendered once for each change and not once for each who watches.</summary>
/// <remarks>Parts with buttons are rendered once for all visitors who act as the same participants: those who only watch share theirs too.</remarks>
internal sealed class MissionPageFeed(MissionRecord mission, ProjectProjections projections, MissionAssessor assessor, IEventLog log, DashboardRenderer renderer, MissionActors actors, TimeProvider time)
{
    private static readonly (string Name, Type Component)[] Shared =
    [
        ("header", typeof(MissionHeader)),
        ("scrub", typeof(Scrubber)),
        ("roster", typeof(Roster)),
        ("focus", typeof(FocusMap)),
        ("steps", typeof(Steps)),
        ("packages", typeof(WorkPackages)),
        ("decisions", typeof(Decisions)),
        ("timeline", typeof(Timeline)),
        ("anomalies", typeof(Anomalies)),
    ];

    private static readonly (string Name, Type Component)[] OfActors =
    [
        ("you", typeof(You)),
        ("warnings", typeof(Warnings)),
        ("comments", typeof(Comments)),
        ("as", typeof(ActingAs)),
    ];

    // Who is alive and what is overdue changes without an event.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly MissionActivityFeed _activity = new(log, mission);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, IReadOnlyList<PagePart>> _ofActors = new(StringComparer.Ordinal);
    private IReadOnlyList<PagePart> _shared = [];
    private MissionReading? _reading;
    private DateTimeOffset _readAt;

    /// <summary>The project whose changes change the page.</summary>
    public Guid ProjectId => mission.ProjectId;

    /// <summary>The mission as it is now, and what a visitor may do in it.</summary>
    public async Task<(MissionView View, ActorView Actor)> ReadAsync(Principal? principal, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var reading = await ReadAsync(cancellationToken);
            return (reading.View, await FindActorAsync(principal, reading, cancellationToken));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The parts as they are now for a visitor, with the sequence that they show.</summary>
    public async Task<(long Sequence, IReadOnlyList<PagePart> Parts)> RenderPartsAsync(Principal? principal, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var reading = await ReadAsync(cancellationToken);
            if (_shared.Count == 0)
            {
                _shared = await RenderAsync(Shared, Parameters(reading.View));
            }

            var actor = await FindActorAsync(principal, reading, cancellationToken);
            if (!_ofActors.TryGetValue(actor.Key, out var ofActor))
            {
                var parameters = Parameters(reading.View);
                parameters[nameof(You.Actor)] = actor;
                ofActor = await RenderAsync(OfActors, parameters);
                _ofActors.Add(actor.Key, ofActor);
            }

            return (reading.View.Moment.Sequence, [.. _shared, .. ofActor]);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static Dictionary<string, object?> Parameters(MissionView view) => new(StringComparer.Ordinal) { [nameof(MissionHeader.View)] = view };

    private async Task<IReadOnlyList<PagePart>> RenderAsync((string Name, Type Component)[] components, Dictionary<string, object?> parameters)
    {
        var parts = new List<PagePart>(components.Length);
        foreach (var (name, component) in components)
        {
            parts.Add(new PagePart(name, await renderer.RenderAsync(component, parameters)));
        }

        return parts;
    }

    private Task<ActorView> FindActorAsync(Principal? principal, MissionReading reading, CancellationToken cancellationToken)
        => actors.FindAsync(principal, mission, reading.State, reading.View.Roster, cancellationToken);

    private async Task<MissionReading> ReadAsync(CancellationToken cancellationToken)
    {
        var activity = await _activity.ReadAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (_reading is { } known && known.View.Moment.Sequence == activity.Sequence && now - _readAt < Fresh)
        {
            return known;
        }

        var snapshot = await projections.ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId), cancellationToken);
        var board = await projections.ReadBoardAsync(mission.ProjectId, cancellationToken);
        _reading = new MissionReading(MissionViewBuilder.Build(mission, snapshot, assessor.Assess(snapshot), board, activity), snapshot.State);
        _readAt = now;
        _shared = [];
        _ofActors.Clear();
        return _reading;
    }

    /// <summary>A view, and the state that it was made of.</summary>
    private sealed record MissionReading(MissionView View, CollaborationState State);
}
