using SpecKitty.Events.Board;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Values;
using SpecKitty.Server.Dashboard.Listing;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Boards;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>Makes what the page of a project shows out of its board and its missions. It adds nothing of its own.</summary>
internal static class BoardViewBuilder
{
    /// <summary>How many work packages of a lane are shown beside other lanes.</summary>
    public const int MostCards = 40;

    /// <summary>How many work packages of a lane are shown when it stands alone.</summary>
    public const int MostCardsAlone = 500;

    private const int EntriesOfCard = 6;
    private const int EntriesOfPage = 500;
    private const int Troubles = 10;
    private const int PhasesShown = 8;

    private static readonly (SyncLane Lane, string Name)[] Lanes =
    [
        (SyncLane.Planned, "Planned"), (SyncLane.Doing, "Doing"), (SyncLane.ForReview, "For review"), (SyncLane.Done, "Done"),
    ];

    /// <summary>The page of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="snapshot">Its board.</param>
    /// <param name="choice">What of it the visitor wants to see.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="missions">Its newest missions.</param>
    /// <param name="hasMoreMissions">Whether there are older ones.</param>
    public static BoardView Build(ProjectRecord project, BoardSnapshot snapshot, BoardChoice choice, BoardReader reader, IReadOnlyList<BoardMissionView> missions, bool hasMoreMissions)
    {
        var board = snapshot.Board;
        var chosen = choice.Feature is { } feature ? board.WorkPackages.Where(package => package.FeatureSlug == feature) : board.WorkPackages;
        var byLane = chosen.ToLookup(package => package.SyncLane);
        return new BoardView
        {
            Name = MissionLists.NameOf(project),
            Team = project.TeamSlug,
            Address = PageAddress.Project(project.ProjectId),
            Sequence = snapshot.Sequence,
            PackageCount = board.WorkPackages.Count,
            Feature = choice.Feature is null ? null : VisibleText.Of(choice.Feature),
            IsOneLane = choice.Lane is not null,
            Lanes =
            [
                .. Lanes.Where(lane => choice.Lane is null || choice.Lane == lane.Lane).Select(lane => new BoardLaneView(
                    lane.Lane.ToText(),
                    lane.Name,
                    byLane[lane.Lane].Count(),
                    [.. byLane[lane.Lane].Take(choice.Lane is null ? MostCards : MostCardsAlone).Select(package => Card(project.ProjectId, package, EntriesOfCard))],
                    PageAddress.Board(project.ProjectId, choice.Feature, lane.Lane.ToText()))),
            ],
            Features = Features(project.ProjectId, board, choice.Feature),
            Missions = missions,
            MissionsAddress = PageAddress.ProjectMissions(project.ProjectId),
            HasMoreMissions = hasMoreMissions,
            Troubles = BoardEntries.Newest(project.ProjectId, board.History, Troubles),
            Anomalies = [.. board.Anomalies.Reverse().Take(Troubles).Select(Show)],
            AnomalyCount = board.Anomalies.Count,
            ServerAddress = reader.ServerAddress,
            MayWrite = reader.MayWrite,
        };
    }

    /// <summary>The page of a work package.</summary>
    public static PackageView Build(ProjectRecord project, BoardWorkPackage package) => new(
        MissionLists.NameOf(project),
        PageAddress.Project(project.ProjectId),
        Lanes.Single(lane => lane.Lane == package.SyncLane).Name,
        Card(project.ProjectId, package, EntriesOfPage));

    /// <summary>Where a mission stands.</summary>
    public static BoardMissionView Show(MissionRecord mission, LifecycleState lifecycle) => new(
        mission.MissionId,
        VisibleText.Of(mission.Title),
        PageAddress.Mission(mission.ProjectId, mission.MissionId),
        lifecycle.MissionStatus is { } status ? Vocabulary<MissionStatus>.Instance.TextOf(status) : null,
        lifecycle.MissionType is { } kind ? VisibleText.Of(kind) : null,
        lifecycle.CurrentPhase is { } phase ? VisibleText.Of(phase) : null,
        [.. lifecycle.PhasesEntered.TakeLast(PhasesShown).Select(phase => VisibleText.Of(phase))]);

    private static BoardCardView Card(Guid projectId, BoardWorkPackage package, int entries) => new()
    {
        Id = VisibleText.Of(package.WpId),
        Feature = VisibleText.Of(package.FeatureSlug),
        Title = package.Title is null ? null : VisibleText.Of(package.Title),
        Standing = package.Lane is Lane.Claimed or Lane.Blocked or Lane.Canceled ? package.Lane.ToText() : null,
        Assignee = package.Assignment is { } assignment ? VisibleText.Of(assignment.AgentId) : null,
        Duty = package.Assignment is { } duty ? BoardEntries.Duty(duty.Phase, duty.RetryCount).Trim() : null,
        Dependencies = [.. package.Dependencies.Select(dependency => (
            VisibleText.Of(dependency.WpId),
            dependency.Resolution is { } resolution ? Vocabulary<ResolutionType>.Instance.TextOf(resolution) : null))],
        Errors = package.ErrorCount,
        MovedAt = package.LastTransitionAt?.Instant,
        History = BoardEntries.Newest(projectId, package.History, entries),
        HistoryCount = package.History.Count,
        Address = PageAddress.Package(projectId, package.FeatureSlug, package.WpId),
    };

    private static IReadOnlyList<BoardFeatureView> Features(Guid projectId, BoardState board, string? chosen)
    {
        var packages = board.WorkPackages.ToLookup(package => package.FeatureSlug, StringComparer.Ordinal);
        return
        [
            .. board.Features.Select(entry => new BoardFeatureView(
                VisibleText.Of(entry.Key),
                entry.Value.TargetBranch is { } branch ? VisibleText.Of(branch) : null,
                packages[entry.Key].Count(package => package.SyncLane == SyncLane.Done),
                packages[entry.Key].Count(),
                entry.Value.CompletedAt is not null,
                entry.Key == chosen,
                PageAddress.Board(projectId, entry.Key == chosen ? null : entry.Key, null))),
        ];
    }

    private static AnomalyView Show(BoardAnomaly anomaly) => new(
        anomaly.EventId.ToString(),
        VisibleText.Of(anomaly.EventType),
        Vocabulary<BoardAnomalyCode>.Instance.TextOf(anomaly.Code),
        VisibleText.Of(anomaly.Reason));
}
