namespace SpecKitty.Server.Storage;

/// <summary>Which part of a list of missions to give.</summary>
public sealed record MissionQuery
{
    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }

    /// <summary>The last mission that the reader has; null for the beginning.</summary>
    public MissionCursor? After { get; init; }

    /// <summary>The project; null for all.</summary>
    public Guid? ProjectId { get; init; }
}
