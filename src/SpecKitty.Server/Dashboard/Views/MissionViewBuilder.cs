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
    private readonly Dictionary<string, ParticipantView> _participants = new(StringComparer.Ordinal);

    private MissionViewBuilder(MissionRecord mission, MissionSnapshot snapshot, BoardSnapshot board, ProjectActivity activity, DateTimeOffset now)
    {
        _mission = mission;
        _snapshot = snapshot;
        _state = snapshot.State;
        _activity = activity;
        _board = board;
        _now = now;
        AddParticipants();
    }

    public static MissionView Build(MissionRecord mission, MissionSnapshot snapshot, BoardSnapshot board, ProjectActivity activity, DateTimeOffset now)
        => new MissionViewBuilder(mission, snapshot, board, activity, now).Build();

    public static FocusTargetView Show(FocusTarget target)
        => new(
            target.TargetType switch
            {
                FocusTargetType.WorkPackage => "package",
                FocusTargetType.Step => "step",
                _ => "file",
            },
            VisibleText.Of(target.TargetId));

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

    // In the order in which they were minted: their ids are ULIDs, so colours stay when others come and go.
    private void AddParticipants()
    {
        var all = _state.Participants.Select(entry => (Identity: entry.Value, HasLeft: false))
            .Concat(_state.DepartedParticipants.Select(entry => (Identity: entry.Value, HasLeft: true)))
            .OrderBy(entry => entry.Identity.ParticipantId, StringComparer.Ordinal)
            .ToList();
        foreach (var (identity, hasLeft) in all)
        {
            var id = identity.ParticipantId;
            var name = VisibleText.Of(string.IsNullOrWhiteSpace(identity.DisplayName) ? id : identity.DisplayName);
            _participants[id] = new ParticipantView(
                id,
                name,
                Initials(name),
                _participants.Count % 8,
                identity.ParticipantType == ParticipantType.Human,
                identity.ParticipantType == ParticipantType.Human ? null : Companion(id, all.Select(entry => entry.Identity)),
                _state.ActiveDrivers.Contains(id),
                _state.FocusByParticipant.TryGetValue(id, out var focus) ? Show(focus) : null,
                _state.Presence.TryGetValue(id, out var seen) ? seen.Instant : null,
                _state.LinkedSessions.TryGetValue(id, out var sessions) ? sessions.Count : 0,
                hasLeft);
        }
    }

    private static string Initials(string name)
    {
        string[] parts = [.. name.Split(' ', '-', '_', '.').Where(part => part.Length > 0)];
        return parts switch
        {
            [] => "?",
            [var only] => FirstOf(only),
            _ => FirstOf(parts[0]) + FirstOf(parts[^1]),
        };
    }

    private static string FirstOf(string text) => text.EnumerateRunes().First().ToString().ToUpperInvariant();

    private string? Companion(string participantId, IEnumerable<ParticipantIdentity> all)
        => _state.Bindings.TryGetValue(participantId, out var binding)
            && all.FirstOrDefault(other => other.ParticipantType == ParticipantType.Human
                && _state.Bindings.TryGetValue(other.ParticipantId, out var theirs)
                && theirs.AuthPrincipalId == binding.AuthPrincipalId) is { DisplayName: { } name }
            ? VisibleText.Of(name)
            : null;

    private ParticipantView Participant(string id)
        => _participants.TryGetValue(id, out var known)
            ? known
            : new ParticipantView(id, VisibleText.Of(id), "?", 0, false, null, false, null, null, 0, true);

    private FocusView ShowFocus(KeyValuePair<FocusTarget, EquatableSet> entry)
    {
        IReadOnlyList<ParticipantView> participants = [.. entry.Value.Select(Participant)];
        return new FocusView(Show(entry.Key), participants, participants.Count(participant => participant.IsDriving));
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
