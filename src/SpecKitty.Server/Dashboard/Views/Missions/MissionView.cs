namespace SpecKitty.Server.Dashboard.Views.Missions;

/// <summary>A mission as the page shows it, at one moment.</summary>
public sealed record MissionView
{
    /// <summary>What the mission is called.</summary>
    public required string Title { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The page of the mission.</summary>
    public required string Address { get; init; }

    /// <summary>The mission's events in the log of its project.</summary>
    public required string EventsAddress { get; init; }

    /// <summary>Which moment is shown.</summary>
    public required MissionMoment Moment { get; init; }

    /// <summary>The sequence of the mission's newest event; 0 while it has none.</summary>
    public required long Sequence { get; init; }

    /// <summary>The greatest Lamport clock of the mission.</summary>
    public required long LamportClock { get; init; }

    /// <summary>How many collaboration events there are.</summary>
    public required int EventCount { get; init; }

    /// <summary>The time that it is: when the view was made, or when the last event of a moment that was came in.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Everybody, those who take part first.</summary>
    public required IReadOnlyList<ParticipantView> Roster { get; init; }

    /// <summary>The targets that somebody works on, overlaps first.</summary>
    public required IReadOnlyList<FocusView> Focus { get; init; }

    /// <summary>The newest warnings, open ones first, newest first.</summary>
    public required IReadOnlyList<WarningView> Warnings { get; init; }

    /// <summary>The running steps.</summary>
    public required IReadOnlyList<StepView> Steps { get; init; }

    /// <summary>The decisions, newest first.</summary>
    public required IReadOnlyList<DecisionView> Decisions { get; init; }

    /// <summary>The warnings that are not shown; null when all are.</summary>
    public required MoreWarningsView? MoreWarnings { get; init; }

    /// <summary>How many decisions are not shown: the oldest.</summary>
    public required int HiddenDecisions { get; init; }

    /// <summary>The comments that answer nothing shown, each with its answers, oldest first.</summary>
    public required IReadOnlyList<CommentView> Comments { get; init; }

    /// <summary>How many comments are not shown: the oldest.</summary>
    public required int HiddenComments { get; init; }

    /// <summary>How many decisions there are.</summary>
    public required int DecisionCount { get; init; }

    /// <summary>How many warnings wait for an answer, superseded ones not counted.</summary>
    public required int OpenWarnings { get; init; }

    /// <summary>How many comments there are, answers included.</summary>
    public required int CommentCount { get; init; }

    /// <summary>The work packages of the project.</summary>
    public required IReadOnlyList<WorkPackageView> WorkPackages { get; init; }

    /// <summary>The board of the project, with all of each work package.</summary>
    public required string BoardAddress { get; init; }

    /// <summary>The newest events but for signs of life, newest first.</summary>
    public required IReadOnlyList<TimelineView> Timeline { get; init; }

    /// <summary>How many events did not fold as they should.</summary>
    public required int AnomalyCount { get; init; }

    /// <summary>The events that did not fold as they should, the newest of them last.</summary>
    public required IReadOnlyList<AnomalyView> Anomalies { get; init; }
}
