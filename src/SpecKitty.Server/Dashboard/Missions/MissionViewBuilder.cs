using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Values;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>Makes what the page shows of a mission out of its state, its project's board and the newest events. It adds nothing of its own.</summary>
internal sealed class MissionViewBuilder
{
    // What a page can show of a mission that has gone on for months; the rest is in the feed of events.
    private const int MostComments = 300;
    private const int MostDecisions = 100;
    private const int MostSettled = 20;
    private const int MostAnomalies = 50;

    private readonly MissionRecord _mission;
    private readonly MissionSnapshot _snapshot;
    private readonly CollaborationState _state;
    private readonly MissionActivity _activity;
    private readonly BoardSnapshot _board;
    private readonly MissionAssessment _assessment;
    private readonly IReadOnlyDictionary<string, ParticipantView> _participants;

    private MissionViewBuilder(MissionRecord mission, MissionSnapshot snapshot, MissionAssessment assessment, BoardSnapshot board, MissionActivity activity)
    {
        _mission = mission;
        _snapshot = snapshot;
        _state = snapshot.State;
        _activity = activity;
        _board = board;
        _assessment = assessment;
        _participants = ParticipantViews.Of(_state, assessment.Presence);
    }

    /// <summary>Makes the view of a moment: now, or as it was when everything given ended.</summary>
    public static MissionView Build(MissionRecord mission, MissionSnapshot snapshot, MissionAssessment assessment, BoardSnapshot board, MissionActivity activity)
        => new MissionViewBuilder(mission, snapshot, assessment, board, activity).Build();

    private static WorkPackageView Show(BoardWorkPackage package)
        => new(VisibleText.Of(package.FeatureSlug), VisibleText.Of(package.WpId), package.Title is null ? null : VisibleText.Of(package.Title), package.SyncLane.ToText());

    private MissionView Build()
    {
        // Open ones first, the newest first of each kind; of the settled ones the newest suffice.
        List<WarningView> all = [.. _state.Warnings.Zip(_assessment.Warnings, Show).Reverse().OrderBy(warning => warning.Standing)];
        var open = all.FindIndex(warning => warning.Standing == WarningStanding.Settled) is >= 0 and var settled ? settled : all.Count;
        IReadOnlyList<WarningView> warnings = [.. all.Take(open + MostSettled)];
        IReadOnlyList<DecisionView> decisions = [.. _state.Decisions.Reverse().Take(MostDecisions).Select(decision => Show(decision, all))];
        return new MissionView
        {
            Title = VisibleText.Of(_mission.Title),
            MissionId = _mission.MissionId,
            Address = PageAddress.Mission(_mission.ProjectId, _mission.MissionId),
            EventsAddress = PageAddress.Query(PageAddress.Events(_mission.ProjectId), ("mission", _mission.MissionId)),
            Moment = ShowMoment(),
            Sequence = _snapshot.Sequence,
            LamportClock = _snapshot.LamportClock,
            EventCount = _state.EventCount,
            Now = _assessment.AsOf,
            Roster = [.. _participants.Values.OrderBy(participant => participant.HasLeft)],
            Focus = [.. _state.ParticipantsByFocus.Select(ShowFocus).OrderByDescending(focus => focus.Participants.Count).ThenBy(focus => focus.Target.Id, StringComparer.Ordinal)],
            Warnings = warnings,
            OpenWarnings = open,
            HiddenWarnings = all.Count - warnings.Count,
            Steps = ShowSteps(),
            Decisions = decisions,
            DecisionCount = _state.Decisions.Count,
            HiddenDecisions = _state.Decisions.Count - decisions.Count,
            Comments = ShowComments(),
            CommentCount = _state.Comments.Count,
            HiddenComments = Math.Max(0, _state.Comments.Count - MostComments),
            WorkPackages = [.. _board.Board.WorkPackages.Select(Show)],
            BoardAddress = PageAddress.Project(_mission.ProjectId),
            Timeline = [.. _activity.Recent.Reverse().Select(recent => recent.Show(_participants))],
            AnomalyCount = _state.Anomalies.Count,
            Anomalies =
            [
                .. _state.Anomalies.TakeLast(MostAnomalies).Select(anomaly => new AnomalyView(
                    anomaly.EventId.ToString(),
                    VisibleText.Of(anomaly.EventType),
                    Vocabulary<CollaborationAnomalyCode>.Instance.TextOf(anomaly.Code),
                    VisibleText.Of(anomaly.Reason))),
            ],
        };
    }

    // Of a moment that was, whoever answers knows what came after; here it is the newest.
    private MissionMoment ShowMoment()
    {
        long? earlier = _activity.Recent.LastOrDefault(recent => recent.Stored.Sequence < _activity.Sequence)?.Stored.Sequence;
        return new MissionMoment(_activity.Sequence, _activity.Sequence, earlier, Later: null, IsPast: false);
    }

    private ParticipantView Participant(string id)
        => _participants.TryGetValue(id, out var known)
            ? known
            : ParticipantViews.Unknown(id);

    private FocusView ShowFocus(KeyValuePair<FocusTarget, EquatableSet> entry)
    {
        IReadOnlyList<ParticipantView> participants = [.. entry.Value.Select(Participant)];
        return new FocusView(ParticipantViews.Show(entry.Key), participants, participants.Count(participant => participant.IsDriving));
    }

    private WarningView Show(WarningEntry warning, WarningStatus status)
    {
        IReadOnlyList<(ParticipantView, string?)> answers =
        [
            .. warning.ParticipantIds.Distinct(StringComparer.Ordinal).Select(id => (
                Participant(id),
                warning.Acknowledgements.TryGetValue(id, out var answer) ? Vocabulary<Acknowledgement>.Instance.TextOf(answer) : null)),
        ];
        var isCollision = warning.WarningType == CollaborationEventTypes.PotentialStepCollisionDetected;
        return new WarningView(
            VisibleText.Of(warning.WarningId),
            warning.WarningId,
            warning.WarningType switch
            {
                CollaborationEventTypes.PotentialStepCollisionDetected => "Steps may collide",
                CollaborationEventTypes.ConcurrentDriverWarning => $"{EventSentence.Several(answers.Count)} drive on one target",
                _ => "Acknowledged before it was raised",
            },
            VisibleText.Of(isCollision ? string.Join(" · ", new[] { warning.StepId, warning.WpId }.Where(part => !string.IsNullOrEmpty(part))) : warning.FocusTarget?.TargetId),
            warning.Severity == WarningSeverity.Warning,
            status.Standing,
            status.IsOverdue,
            status.RaisedAt,
            answers);
    }

    private IReadOnlyList<StepView> ShowSteps()
    {
        var running = _state.ExecutionDetails.SelectMany(entry => entry.Value.Select(step => (Id: entry.Key, Step: step))).ToList();
        return
        [
            .. running
                .OrderBy(entry => entry.Step.StartedAt.Instant)
                .Select(entry => new StepView(
                    VisibleText.Of(entry.Step.StepId),
                    entry.Step.WpId is null ? null : VisibleText.Of(entry.Step.WpId),
                    Participant(entry.Id),
                    entry.Step.StartedAt.Instant,
                    running.Exists(other => other.Step.StepId == entry.Step.StepId && other.Id != entry.Id))),
        ];
    }

    private DecisionView Show(DecisionEntry decision, IReadOnlyList<WarningView> warnings)
    {
        var isCut = false;
        return new DecisionView(
            decision.EventId.ToString(),
            Participant(decision.ParticipantId),
            VisibleText.Of(decision.Topic),
            VisibleText.Of(decision.ChosenOption),
            decision.Rationale is null ? null : VisibleText.OfWriting(decision.Rationale, out isCut),
            decision.ReferencedWarningId is { } id ? warnings.FirstOrDefault(warning => warning.Id == VisibleText.Of(id)) : null,
            isCut ? PageAddress.Event(_mission.ProjectId, decision.EventId.ToString()) : null);
    }

    // A comment whose parent is unknown, not shown, or comes later stands by itself, so that no circle can hide one.
    private IReadOnlyList<CommentView> ShowComments()
    {
        var roots = new List<CommentView>();
        var replies = new Dictionary<string, List<CommentView>>(StringComparer.Ordinal);
        foreach (var comment in _state.Comments.TakeLast(MostComments))
        {
            var own = new List<CommentView>();
            var content = VisibleText.OfWriting(comment.Content, out var isCut);
            var whole = isCut ? PageAddress.Event(_mission.ProjectId, comment.EventId.ToString()) : null;
            var shown = new CommentView(comment.EventId.ToString(), comment.CommentId, Participant(comment.ParticipantId), content, whole, own);
            (comment.ReplyTo is { } parent && replies.TryGetValue(parent, out var siblings) ? siblings : roots).Add(shown);
            replies.TryAdd(comment.CommentId, own);
        }

        return roots;
    }
}
