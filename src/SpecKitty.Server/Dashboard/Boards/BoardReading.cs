using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Parts.Boards;
using SpecKitty.Server.Dashboard.Views.Boards;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>A board at one moment, and the parts of its page, rendered when somebody first wants them.</summary>
/// <param name="sequence">The project's newest sequence that it shows.</param>
/// <param name="view">The view.</param>
/// <param name="renderer">Renders the parts.</param>
internal sealed class BoardReading(long sequence, BoardView view, PartRenderer renderer)
{
    private static readonly (string Name, Type Component)[] Components = [("project", typeof(BoardHead)), ("lanes", typeof(BoardLanes)), ("side", typeof(BoardSide))];

    private readonly Lazy<Task<IReadOnlyList<PagePart>>> _parts
        = new(() => renderer.RenderAsync(Components, new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(BoardHead.View)] = view }));

    /// <summary>The project's newest sequence that it shows.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>The board as a page shows it.</summary>
    public BoardView View { get; } = view;

    /// <summary>The parts.</summary>
    public Task<IReadOnlyList<PagePart>> RenderAsync() => _parts.Value;
}
