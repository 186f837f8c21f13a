using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Values;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Views;

/// <summary>Makes what the page shows of a mission out of its state, its project's board and the newest events. It adds nothing of its own.</summary>
internal sealed class MissionViewBuilder
{
    private readonly MissionRecord _mission;
    private readonly MissionSnapshot _snapshot;
    private readonly CollaborationState _state;
    private readonly ProjectActivity _activity;
    private readonly BoardSnapshot _board;
    private readonly DateTimeOffset _now;
    private readonly IReadOnlyDictionary<string, ParticipantView> _participants;

    private MissionViewBuilder(MissionRecord mission, MissionSnapshot snapshot, BoardSnapshot board, ProjectActivity activity, DateTimeOffset now)
    {
        _mission = mission;
        _snapshot = snapshot;
        _state = snapshot.State;
        _activity = activity;
        _board = board;
        _now = now;
        _participants = ParticipantViews.Of(_state);
    }

    public static MissionView Build(MissionRecord mission, MissionSnapshot snapshot, BoardSnapshot board, ProjectActivity activity, DateTimeOffset now)
        => new MissionViewBuilder(mission, snapshot, board, activity, now).Build();

    private static WorkPackageView Show(BoardWorkPackage package)
        => new(VisibleText.Of(package.WpId), package.Title is null ? null : VisibleText.Of(package.Title), package.SyncLane.ToText());

    private MissionView Build()
    {
        IReadOnlyList<WarningView> warnings = [.. _state.Warnings.Select(Show)];
        return new MissionView
        {
            Title = VisibleText.Of(_mission.Title),
            MissionId = _mission.MissionId,
            Sequence = _activity.Sequence,
            LamportClock = _snapshot.LamportClock,
            EventCount = _state.EventCount,
            Now = _now,
            Roster = [.. _participants.Values.OrderBy(participant => participant.HasLeft)],
            Focus = [.. _state.ParticipantsByFocus.Select(ShowFocus).OrderByDescending(focus => focus.Participants.Count).ThenBy(focus => focus.Target.Id, StringComparer.Ordinal)],
            Warnings = [.. warnings.Reverse().OrderBy(warning => warning.Standing)],
            Steps = ShowSteps(),
            Decisions = [.. _state.Decisions.Reverse().Select(decision => Show(decision, warnings))],
            Comments = ShowComments(),
            CommentCount = _state.Comments.Count,
            WorkPackages = [.. _board.Board.WorkPackages.Select(Show)],
            Timeline = [.. _activity.Recent.Reverse().Select(recent => recent.Show(_participants))],
            Anomalies =
            [
                .. _state.Anomalies.Select(anomaly => new AnomalyView(
                    anomaly.EventId.ToString(),
                    anomaly.EventType,
                    Vocabulary<CollaborationAnomalyCode>.Instance.TextOf(anomaly.Code),
                    VisibleText.Of(anomaly.Reason))),
            ],
        };
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

    private WarningView Show(WarningEntry warning)
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
            warning.WarningType switch
            {
                CollaborationEventTypes.PotentialStepCollisionDetected => "Two run one step",
                CollaborationEventTypes.ConcurrentDriverWarning => "Two drive on one target",
                _ => "Acknowledged before it was raised",
            },
            VisibleText.Of(isCollision ? warning.StepId ?? warning.WpId : warning.FocusTarget?.TargetId),
            warning.Severity == WarningSeverity.Warning,
            WarningAssessment.StandingOf(warning, _state.Participants),
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
        => new(
            decision.EventId.ToString(),
            Participant(decision.ParticipantId),
            VisibleText.Of(decision.Topic),
            VisibleText.Of(decision.ChosenOption),
            decision.Rationale is null ? null : VisibleText.Of(decision.Rationale),
            decision.ReferencedWarningId is { } id ? warnings.FirstOrDefault(warning => warning.Id == VisibleText.Of(id)) : null);

    // A comment whose parent is unknown, or comes later, stands by itself, so that no circle can hide one.
    private IReadOnlyList<CommentView> ShowComments()
    {
        var roots = new List<CommentView>();
        var replies = new Dictionary<string, List<CommentView>>(StringComparer.Ordinal);
        foreach (var comment in _state.Comments)
        {
            var own = new List<CommentView>();
            var shown = new CommentView(comment.EventId.ToString(), Participant(comment.ParticipantId), VisibleText.Of(comment.Content), own);
            (comment.ReplyTo is { } parent && replies.TryGetValue(parent, out var siblings) ? siblings : roots).Add(shown);
            replies.TryAdd(comment.CommentId, own);
        }

        return roots;
    }
}
