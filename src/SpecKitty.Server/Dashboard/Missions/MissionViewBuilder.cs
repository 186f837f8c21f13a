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
    private const int MostOpen = 20;
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
        // Open ones first, the newest first of each kind.
        var digest = _snapshot.Warnings;
        var all = digest.Shown.Zip(_assessment.Warnings).Reverse().ToList();
        var open = all.Count(entry => entry.Second.Standing != WarningStanding.Settled);
        IReadOnlyList<WarningView> warnings =
        [
            .. all.Where(entry => entry.Second.Standing != WarningStanding.Settled).Take(MostOpen)
                .Concat(all.Where(entry => entry.Second.Standing == WarningStanding.Settled).Take(MostSettled))
                .OrderBy(entry => entry.Second.Standing)
                .Select(entry => WarningViews.Of(entry.First, entry.Second, Participant)),
        ];
        var (superseded, older) = (digest.Superseded.Count, digest.Older.Count + all.Count - warnings.Count);
        IReadOnlyList<DecisionView> decisions = ShowDecisions();
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
            MoreWarnings = superseded + older == 0 ? null : new MoreWarningsView(superseded, older, PageAddress.MissionWarnings(_mission.ProjectId, _mission.MissionId)),
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

    private IReadOnlyList<DecisionView> ShowDecisions()
    {
        var newest = _state.Decisions.Reverse().Take(MostDecisions).ToList();
        var referenced = newest.Select(decision => decision.ReferencedWarningId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var subjects = _state.Warnings.Where(warning => referenced.Contains(warning.WarningId)).ToDictionary(warning => warning.WarningId, WarningViews.SubjectOf, StringComparer.Ordinal);
        return [.. newest.Select(decision => Show(decision, decision.ReferencedWarningId is { } id ? subjects.GetValueOrDefault(id) : null))];
    }

    private DecisionView Show(DecisionEntry decision, string? warningSubject)
    {
        var isCut = false;
        return new DecisionView(
            decision.EventId.ToString(),
            Participant(decision.ParticipantId),
            VisibleText.Of(decision.Topic),
            VisibleText.Of(decision.ChosenOption),
            decision.Rationale is null ? null : VisibleText.OfWriting(decision.Rationale, out isCut),
            warningSubject,
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
