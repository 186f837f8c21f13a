using System.Collections.Concurrent;
using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Parts.Missions;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>A mission at one moment, and the parts of its page, each rendered when somebody first wants it.</summary>
/// <remarks>Parts with buttons are rendered once for all visitors who act as the same participants: those who only watch share theirs too.</remarks>
/// <param name="project">The project; its team never changes.</param>
/// <param name="view">The view.</param>
/// <param name="state">The state that the view was made of.</param>
/// <param name="renderer">Renders the parts.</param>
internal sealed class MissionReading(ProjectRecord project, MissionView view, CollaborationState state, PartRenderer renderer)
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

    private readonly Lazy<Task<IReadOnlyList<PagePart>>> _shared = new(() => renderer.RenderAsync(Shared, Parameters(view)));
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<PagePart>>>> _ofActors = new(StringComparer.Ordinal);

    /// <summary>The project.</summary>
    public ProjectRecord Project { get; } = project;

    /// <summary>The mission as a page shows it.</summary>
    public MissionView View { get; } = view;

    /// <summary>What the mission amounts to.</summary>
    public CollaborationState State { get; } = state;

    /// <summary>The parts for a visitor.</summary>
    public async Task<IReadOnlyList<PagePart>> RenderAsync(ActorView actor)
    {
        var own = _ofActors.GetOrAdd(actor.Key, static (_, of) => new Lazy<Task<IReadOnlyList<PagePart>>>(() => of.Reading.RenderOwnAsync(of.Actor)), (Reading: this, Actor: actor));
        return [.. await _shared.Value, .. await own.Value];
    }

    private static Dictionary<string, object?> Parameters(MissionView view) => new(StringComparer.Ordinal) { [nameof(MissionHeader.View)] = view };

    private Task<IReadOnlyList<PagePart>> RenderOwnAsync(ActorView actor)
    {
        var parameters = Parameters(View);
        parameters[nameof(You.Actor)] = actor;
        return renderer.RenderAsync(OfActors, parameters);
    }
}
