namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>The page of a mission for one visitor.</summary>
public sealed record MissionPageView
{
    /// <summary>The mission, the same for every visitor.</summary>
    public required MissionView Mission { get; init; }

    /// <summary>What the visitor may do.</summary>
    public required ActorView Actor { get; init; }

    /// <summary>The name to join with, until the visitor changes it.</summary>
    public required string JoinName { get; init; }

    /// <summary>What the box for comments holds.</summary>
    public DraftView Draft { get; init; } = DraftView.Empty;

    /// <summary>Why what the visitor did came to nothing; null when nothing did.</summary>
    public string? Complaint { get; init; }
}
