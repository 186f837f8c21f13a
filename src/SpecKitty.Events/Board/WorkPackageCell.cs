using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>Everything that a fold knows of one work package but its lane, which is the status fold's to know. Immutable, so that marks share it.</summary>
internal sealed record WorkPackageCell
{
    /// <summary>A work package of which nothing is known but its id.</summary>
    public static WorkPackageCell Unknown { get; } = new();

    public bool IsCreated { get; init; }

    public string? Title { get; init; }

    /// <summary>What its creation names.</summary>
    public EquatableList<string> Dependencies { get; init; } = EquatableList<string>.Empty;

    /// <summary>What was resolved, whether its creation names it or not.</summary>
    public EquatableMap<string, BoardDependency> Resolved { get; init; } = EquatableMap<string, BoardDependency>.Empty;

    public BoardAssignment? Assignment { get; init; }

    public int Errors { get; init; }

    public HistoryChain? History { get; init; }

    /// <summary>The newest moves of the wire; null for none.</summary>
    public WireMoves? Moves { get; init; }

    public EquatableList<BoardDependency> AllDependencies() => Dependencies
        .Concat(Resolved.Keys)
        .Distinct(StringComparer.Ordinal)
        .Order(CodePointComparer.Instance)
        .Select(id => Resolved.TryGetValue(id, out var resolved) ? resolved : new BoardDependency { WpId = id })
        .ToEquatableList();
}
