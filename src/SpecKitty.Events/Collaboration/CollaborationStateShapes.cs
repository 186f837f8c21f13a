using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>The shapes of the collaboration state, for reading it back.</summary>
internal static class CollaborationStateShapes
{
    public static ModelShape<WarningEntry> WarningEntry { get; } = new(
        "A warning of a mission and what its participants do about it.",
        [
            FieldShape.Required("warning_id", Shape.AnyText, "The warning."),
            FieldShape.Required("event_id", Shape.Id, "The event that last brought its facts."),
            FieldShape.Required("warning_type", Shape.AnyText, "The type of that event, or UnknownWarning."),
            FieldShape.Required("participant_ids", Shape.Texts(), "Everybody concerned."),
            FieldShape.Required("acknowledgements", Shape.MapOf<Acknowledgement>(Shape.OneOf<Acknowledgement>()), "What each participant said last."),
            FieldShape.Nullable("severity", Shape.OneOf<WarningSeverity>(), "How much it matters."),
            FieldShape.Nullable("focus_target", Models.Of<FocusTarget>(), "What the participants share."),
            FieldShape.Nullable("step_id", Shape.AnyText, "The step."),
            FieldShape.Nullable("wp_id", Shape.AnyText, "The work package."),
            FieldShape.Required("mission_id", Shape.AnyText, "The mission."),
            FieldShape.Required("first_seen", Shape.Count, "Where in reducer order the id first came up, from 0."),
            FieldShape.Optional("raised_at", Shape.Timestamp, "When it was first emitted."),
        ],
        static (in FieldValues values) => new WarningEntry
        {
            WarningId = values.Get<string>(0),
            EventId = values.Value<EventId>(1),
            WarningType = values.Get<string>(2),
            ParticipantIds = values.Get<EquatableList<string>>(3),
            Acknowledgements = values.Get<EquatableMap<string, Acknowledgement>>(4),
            Severity = values.FindValue<WarningSeverity>(5),
            FocusTarget = values.Find<FocusTarget>(6),
            StepId = values.Text(7),
            WpId = values.Text(8),
            MissionId = values.Get<string>(9),
            FirstSeen = (int)values.Value<long>(10),
            RaisedAt = values.FindValue<EventTimestamp>(11),
        });

    public static ModelShape<DecisionEntry> DecisionEntry { get; } = new(
        "A decision of a mission.",
        [
            FieldShape.Required("decision_id", Shape.AnyText, "The decision."),
            FieldShape.Required("event_id", Shape.Id, "The event that recorded it."),
            FieldShape.Required("participant_id", Shape.AnyText, "Who recorded it."),
            FieldShape.Required("topic", Shape.AnyText, "What it is about."),
            FieldShape.Required("chosen_option", Shape.AnyText, "What was decided."),
            FieldShape.Nullable("referenced_warning_id", Shape.AnyText, "The warning that it answers."),
            FieldShape.Nullable("rationale", Shape.AnyText, "Why."),
        ],
        static (in FieldValues values) => new DecisionEntry
        {
            DecisionId = values.Get<string>(0),
            EventId = values.Value<EventId>(1),
            ParticipantId = values.Get<string>(2),
            Topic = values.Get<string>(3),
            ChosenOption = values.Get<string>(4),
            ReferencedWarningId = values.Text(5),
            Rationale = values.Text(6),
        });

    public static ModelShape<CommentEntry> CommentEntry { get; } = new(
        "A comment of a mission.",
        [
            FieldShape.Required("comment_id", Shape.AnyText, "The comment."),
            FieldShape.Required("event_id", Shape.Id, "The event that posted it."),
            FieldShape.Required("participant_id", Shape.AnyText, "Who wrote it."),
            FieldShape.Required("content", Shape.AnyText, "What it says."),
            FieldShape.Nullable("reply_to", Shape.AnyText, "The comment that it answers."),
        ],
        static (in FieldValues values) => new CommentEntry
        {
            CommentId = values.Get<string>(0),
            EventId = values.Value<EventId>(1),
            ParticipantId = values.Get<string>(2),
            Content = values.Get<string>(3),
            ReplyTo = values.Text(4),
        });

    public static ModelShape<ExecutionEntry> ExecutionEntry { get; } = new(
        "A step that a participant is executing.",
        [
            FieldShape.Required("step_id", Shape.AnyText, "The step."),
            FieldShape.Nullable("wp_id", Shape.AnyText, "The work package."),
            FieldShape.Required("event_id", Shape.Id, "The event that started it."),
            FieldShape.Required("started_at", Shape.Timestamp, "When it started."),
        ],
        static (in FieldValues values) => new ExecutionEntry
        {
            StepId = values.Get<string>(0),
            WpId = values.Text(1),
            EventId = values.Value<EventId>(2),
            StartedAt = values.Value<EventTimestamp>(3),
        });

    public static ModelShape<CollaborationAnomaly> CollaborationAnomaly { get; } = new(
        "An event that did not fold as it should.",
        [
            FieldShape.Required("event_id", Shape.Id, "The event."),
            FieldShape.Required("event_type", Shape.AnyText, "Its type."),
            FieldShape.Required("code", Shape.OneOf<CollaborationAnomalyCode>(), "What is wrong."),
            FieldShape.Required("reason", Shape.AnyText, "For a person: what is wrong."),
        ],
        static (in FieldValues values) => new CollaborationAnomaly(
            values.Value<EventId>(0),
            values.Get<string>(1),
            values.Value<CollaborationAnomalyCode>(2),
            values.Get<string>(3)));

    public static ModelShape<CollaborationState> CollaborationState { get; } = new(
        "What a log of collaboration events amounts to.",
        [
            FieldShape.Required("mission_id", Shape.AnyText, "The mission; empty when no event names one."),
            FieldShape.Required("participants", Shape.MapOf<ParticipantIdentity>(Models.Of<ParticipantIdentity>()), "The roster."),
            FieldShape.Required("departed_participants", Shape.MapOf<ParticipantIdentity>(Models.Of<ParticipantIdentity>()), "Everybody who has left."),
            FieldShape.Required("presence", Shape.MapOf<EventTimestamp>(Shape.Timestamp), "The latest heartbeat of each participant."),
            FieldShape.Required("active_drivers", Shape.Set, "Who drives."),
            FieldShape.Required("focus_by_participant", Shape.MapOf<FocusTarget>(Models.Of<FocusTarget>()), "What each participant works on."),
            FieldShape.Required("participants_by_focus", new MapShape<FocusTarget, EquatableSet>(Collaboration.FocusTarget.FromKey, "type:id", Shape.Set), "Who works on each target."),
            FieldShape.Required("warnings", Shape.ListOf(WarningEntry), "The warnings, by first appearance."),
            FieldShape.Required("decisions", Shape.ListOf(DecisionEntry), "The decisions."),
            FieldShape.Required("comments", Shape.ListOf(CommentEntry), "The comments."),
            FieldShape.Required("active_executions", Shape.MapOf<EquatableList<string>>(Shape.Texts()), "The steps that each participant is executing."),
            FieldShape.Required("linked_sessions", Shape.MapOf<EquatableList<string>>(Shape.Texts()), "The sessions that each participant has linked."),
            FieldShape.Required("anomalies", Shape.ListOf(CollaborationAnomaly), "The events that did not fold as they should."),
            FieldShape.Required("event_count", Shape.Count, "How many events there are, each id once."),
            FieldShape.Nullable("last_processed_event_id", Shape.Id, "The last event in reducer order."),
            FieldShape.Required("execution_details", Shape.MapOf<EquatableList<ExecutionEntry>>(Shape.ListOf(ExecutionEntry)), "The running steps with what is known of each."),
            FieldShape.Required("bindings", Shape.MapOf<AuthPrincipalBinding>(Models.Of<AuthPrincipalBinding>()), "The principal of each participant that joined with one."),
        ],
        static (in FieldValues values) => new CollaborationState
        {
            MissionId = values.Get<string>(0),
            Participants = values.Get<EquatableMap<string, ParticipantIdentity>>(1),
            DepartedParticipants = values.Get<EquatableMap<string, ParticipantIdentity>>(2),
            Presence = values.Get<EquatableMap<string, EventTimestamp>>(3),
            ActiveDrivers = values.Get<EquatableSet>(4),
            FocusByParticipant = values.Get<EquatableMap<string, FocusTarget>>(5),
            ParticipantsByFocus = values.Get<EquatableMap<FocusTarget, EquatableSet>>(6),
            Warnings = values.Get<EquatableList<WarningEntry>>(7),
            Decisions = values.Get<EquatableList<DecisionEntry>>(8),
            Comments = values.Get<EquatableList<CommentEntry>>(9),
            ActiveExecutions = values.Get<EquatableMap<string, EquatableList<string>>>(10),
            LinkedSessions = values.Get<EquatableMap<string, EquatableList<string>>>(11),
            Anomalies = values.Get<EquatableList<CollaborationAnomaly>>(12),
            EventCount = (int)values.Value<long>(13),
            LastProcessedEventId = values.FindValue<EventId>(14),
            ExecutionDetails = values.Get<EquatableMap<string, EquatableList<ExecutionEntry>>>(15),
            Bindings = values.Get<EquatableMap<string, AuthPrincipalBinding>>(16),
        });
}
