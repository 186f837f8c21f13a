using SpecKitty.Server.Dashboard.Views.Missions;

namespace SpecKitty.Server.Dashboard.Views.Boards;

/// <summary>A project as its page shows it, at one moment.</summary>
public sealed record BoardView
{
    /// <summary>What the project is called.</summary>
    public required string Name { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Team { get; init; }

    /// <summary>The page's own address, without a filter.</summary>
    public required string Address { get; init; }

    /// <summary>The project's sequence of the newest event on the board; 0 while there is none.</summary>
    public required long Sequence { get; init; }

    /// <summary>How many work packages there are, of all features.</summary>
    public required int PackageCount { get; init; }

    /// <summary>The feature whose work packages are shown; null for all.</summary>
    public required string? Feature { get; init; }

    /// <summary>The lanes of the wire, in their order; one alone when the visitor asked for it.</summary>
    public required IReadOnlyList<BoardLaneView> Lanes { get; init; }

    /// <summary>Whether one lane alone is shown.</summary>
    public required bool IsOneLane { get; init; }

    /// <summary>The features.</summary>
    public required IReadOnlyList<BoardFeatureView> Features { get; init; }

    /// <summary>The newest missions, with where each stands.</summary>
    public required IReadOnlyList<BoardMissionView> Missions { get; init; }

    /// <summary>All missions of the project.</summary>
    public required string MissionsAddress { get; init; }

    /// <summary>Whether there are more missions than are shown.</summary>
    public required bool HasMoreMissions { get; init; }

    /// <summary>What happened outside of any work package and feature, newest first.</summary>
    public required IReadOnlyList<BoardEntryView> Troubles { get; init; }

    /// <summary>The events that did not fold as they should, newest first.</summary>
    public required IReadOnlyList<AnomalyView> Anomalies { get; init; }

    /// <summary>How many events did not fold as they should.</summary>
    public required int AnomalyCount { get; init; }

    /// <summary>Where the server is, for the commands that an empty board tells.</summary>
    public required string ServerAddress { get; init; }

    /// <summary>Whether the visitor may write to the project.</summary>
    public required bool MayWrite { get; init; }
}
