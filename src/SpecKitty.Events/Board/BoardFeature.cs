using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>A feature of a project.</summary>
public sealed record BoardFeature
{
    /// <summary>The feature; empty where it is not known.</summary>
    public required string FeatureSlug { get; init; }

    /// <summary>Its number, three digits; null until its creation is known, as the next three.</summary>
    public string? FeatureNumber { get; init; }

    /// <summary>The branch that it goes to.</summary>
    public string? TargetBranch { get; init; }

    /// <summary>How many work packages its creation announced; the board may know more or fewer.</summary>
    public long? WpCount { get; init; }

    /// <summary>When it was created: as the payload of its creation says, else as its emitter does.</summary>
    public string? CreatedAt { get; init; }

    /// <summary>When it was completed: as the payload of its completion says, else as its emitter does; null until then, as the next two.</summary>
    public string? CompletedAt { get; init; }

    /// <summary>How many work packages it had when it was completed.</summary>
    public long? TotalWps { get; init; }

    /// <summary>How long it took, for people.</summary>
    public string? TotalDuration { get; init; }

    /// <summary>What happened to the feature itself, in reducer order.</summary>
    public EquatableList<BoardHistoryEntry> History { get; init; } = EquatableList<BoardHistoryEntry>.Empty;
}
