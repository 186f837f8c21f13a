namespace SpecKitty.Server.Api.Messages;

/// <summary>A project of the caller's teams.</summary>
internal sealed record ProjectAnswer
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The team that it belongs to.</summary>
    public required string TeamSlug { get; init; }

    /// <summary>What the team calls it; null when nobody has named it.</summary>
    public string? Name { get; init; }

    /// <summary>The sequence of its newest event; 0 when it has none.</summary>
    public required long LastSequence { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
