namespace SpecKitty.Server.Dashboard.Views.Boards;

/// <summary>A work package on the board.</summary>
public sealed record BoardCardView
{
    /// <summary>The work package.</summary>
    public required string Id { get; init; }

    /// <summary>The feature; empty where it is not known.</summary>
    public required string Feature { get; init; }

    /// <summary>Its title; null until its creation is known.</summary>
    public required string? Title { get; init; }

    /// <summary>The canonical lane, where that says more than the lane of the wire: claimed, blocked, canceled; else null.</summary>
    public required string? Standing { get; init; }

    /// <summary>Who works on it; null while nobody is assigned.</summary>
    public required string? Assignee { get; init; }

    /// <summary>What the assignee is to do, and how often it was tried before; null while nobody is assigned.</summary>
    public required string? Duty { get; init; }

    /// <summary>The work packages that come before it, and how each was resolved; null while it is open.</summary>
    public required IReadOnlyList<(string Id, string? Resolution)> Dependencies { get; init; }

    /// <summary>How many entries of its history are errors.</summary>
    public required int Errors { get; init; }

    /// <summary>When it came into its lane; null until something has moved it.</summary>
    public required DateTimeOffset? MovedAt { get; init; }

    /// <summary>Its history, newest first, as much as is shown.</summary>
    public required IReadOnlyList<BoardEntryView> History { get; init; }

    /// <summary>How many entries its history has.</summary>
    public required int HistoryCount { get; init; }

    /// <summary>Its own page, with the whole history.</summary>
    public required string Address { get; init; }
}
