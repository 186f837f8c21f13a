using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>The shapes of the board, for reading it back.</summary>
internal static class BoardStateShapes
{
    public static ModelShape<BoardHistoryEntry> BoardHistoryEntry { get; } = new(
        "One event in a history.",
        [
            FieldShape.Required("event_id", Shape.Id, "The event."),
            FieldShape.Required("event_type", Shape.AnyText, "Its type."),
            FieldShape.Required("at", Shape.Timestamp, "When it happened."),
            FieldShape.Required("node_id", Shape.AnyText, "Which process emitted it."),
            FieldShape.Required("lamport_clock", Shape.AtLeast(0), "The emitter's Lamport clock."),
            FieldShape.Nullable("from", Shape.AnyText, "The lane that a transition leaves."),
            FieldShape.Nullable("to", Shape.AnyText, "The lane that a transition enters."),
            FieldShape.Nullable("actor", Shape.AnyText, "Who did it."),
            FieldShape.Nullable("text", Shape.AnyText, "What it says."),
            FieldShape.Nullable("entry_type", Shape.OneOf<HistoryEntryType>(), "The kind of an entry."),
            FieldShape.Nullable("error_type", Shape.OneOf<ErrorKind>(), "The kind of an error."),
            FieldShape.Nullable("agent_id", Shape.AnyText, "The agent of an assignment."),
            FieldShape.Nullable("phase", Shape.OneOf<WorkPhase>(), "What the agent is to do."),
            FieldShape.Nullable("retry_count", Shape.AtLeast(0), "How often it was tried before."),
            FieldShape.Nullable("dependency_wp_id", Shape.AnyText, "The dependency that was resolved."),
            FieldShape.Nullable("resolution", Shape.OneOf<ResolutionType>(), "How it was resolved."),
            FieldShape.Nullable("force", Shape.Boolean, "Whether a transition goes past the table."),
            FieldShape.Nullable("review_ref", Shape.AnyText, "The review that sends the work package back."),
            FieldShape.Nullable("rejection", Shape.OneOf<BoardAnomalyCode>(), "Why a transition was not applied."),
            FieldShape.Nullable("rejection_reason", Shape.AnyText, "The same, for a person."),
        ],
        static (in FieldValues values) => new BoardHistoryEntry
        {
            EventId = values.Value<EventId>(0),
            EventType = values.Get<string>(1),
            At = values.Value<EventTimestamp>(2),
            NodeId = values.Get<string>(3),
            LamportClock = values.Value<long>(4),
            From = values.Text(5),
            To = values.Text(6),
            Actor = values.Text(7),
            Text = values.Text(8),
            EntryType = values.FindValue<HistoryEntryType>(9),
            ErrorType = values.FindValue<ErrorKind>(10),
            AgentId = values.Text(11),
            Phase = values.FindValue<WorkPhase>(12),
            RetryCount = values.FindValue<long>(13),
            DependencyWpId = values.Text(14),
            Resolution = values.FindValue<ResolutionType>(15),
            Force = values.FindValue<bool>(16),
            ReviewRef = values.Text(17),
            Rejection = values.FindValue<BoardAnomalyCode>(18),
            RejectionReason = values.Text(19),
        });

    public static ModelShape<BoardFeature> BoardFeature { get; } = new(
        "A feature of a project.",
        [
            FieldShape.Required("feature_slug", Shape.AnyText, "The feature."),
            FieldShape.Nullable("feature_number", Shape.AnyText, "Its number."),
            FieldShape.Nullable("target_branch", Shape.AnyText, "The branch that it goes to."),
            FieldShape.Nullable("wp_count", Shape.AtLeast(0), "How many work packages its creation announced."),
            FieldShape.Nullable("created_at", Shape.AnyText, "When it was created."),
            FieldShape.Nullable("completed_at", Shape.AnyText, "When it was completed."),
            FieldShape.Nullable("total_wps", Shape.AtLeast(0), "How many work packages it had when it was completed."),
            FieldShape.Nullable("total_duration", Shape.AnyText, "How long it took."),
            FieldShape.Required("history", Shape.ListOf(BoardHistoryEntry), "What happened to the feature itself."),
        ],
        static (in FieldValues values) => new BoardFeature
        {
            FeatureSlug = values.Get<string>(0),
            FeatureNumber = values.Text(1),
            TargetBranch = values.Text(2),
            WpCount = values.FindValue<long>(3),
            CreatedAt = values.Text(4),
            CompletedAt = values.Text(5),
            TotalWps = values.FindValue<long>(6),
            TotalDuration = values.Text(7),
            History = values.Get<EquatableList<BoardHistoryEntry>>(8),
        });

    private static ModelShape<BoardAssignment> BoardAssignment { get; } = new(
        "Who works on a work package.",
        [
            FieldShape.Required("agent_id", Shape.AnyText, "The agent."),
            FieldShape.Required("phase", Shape.OneOf<WorkPhase>(), "What the agent is to do."),
            FieldShape.Nullable("retry_count", Shape.AtLeast(0), "How often it was tried before."),
            FieldShape.Required("at", Shape.Timestamp, "When it was assigned."),
            FieldShape.Required("event_id", Shape.Id, "The event that assigned it."),
        ],
        static (in FieldValues values) => new BoardAssignment
        {
            AgentId = values.Get<string>(0),
            Phase = values.Value<WorkPhase>(1),
            RetryCount = values.FindValue<long>(2),
            At = values.Value<EventTimestamp>(3),
            EventId = values.Value<EventId>(4),
        });

    private static ModelShape<BoardDependency> BoardDependency { get; } = new(
        "A work package that comes before another one.",
        [
            FieldShape.Required("wp_id", Shape.AnyText, "The work package that comes first."),
            FieldShape.Nullable("resolution", Shape.OneOf<ResolutionType>(), "How it was resolved."),
            FieldShape.Nullable("resolved_at", Shape.Timestamp, "When."),
            FieldShape.Nullable("resolved_event_id", Shape.Id, "The event that resolved it."),
        ],
        static (in FieldValues values) => new BoardDependency
        {
            WpId = values.Get<string>(0),
            Resolution = values.FindValue<ResolutionType>(1),
            ResolvedAt = values.FindValue<EventTimestamp>(2),
            ResolvedEventId = values.FindValue<EventId>(3),
        });

    // sync_lane says nothing that lane does not say, so it is not read.
    public static ModelShape<BoardWorkPackage> BoardWorkPackage { get; } = new(
        "A work package on the board.",
        [
            FieldShape.Required("feature_slug", Shape.AnyText, "The feature."),
            FieldShape.Required("wp_id", Shape.AnyText, "The work package."),
            FieldShape.Nullable("title", Shape.AnyText, "Its title."),
            FieldShape.Required("lane", LaneShapes.Canonical, "The canonical lane that it is in."),
            FieldShape.Nullable("last_transition_at", Shape.Timestamp, "When it came there."),
            FieldShape.Nullable("last_transition_event_id", Shape.Id, "The event that brought it there."),
            FieldShape.Nullable("evidence", Models.Of<DoneEvidence>(), "Why it counts as done."),
            FieldShape.Nullable("assignment", BoardAssignment, "Who works on it."),
            FieldShape.Required("dependencies", Shape.ListOf(BoardDependency), "The work packages that come before it."),
            FieldShape.Required("error_count", Shape.Count, "How many entries of its history are errors."),
            FieldShape.Required("history", Shape.ListOf(BoardHistoryEntry), "Everything that happened to it."),
        ],
        static (in FieldValues values) => new BoardWorkPackage
        {
            FeatureSlug = values.Get<string>(0),
            WpId = values.Get<string>(1),
            Title = values.Text(2),
            Lane = values.Value<Lane>(3),
            LastTransitionAt = values.FindValue<EventTimestamp>(4),
            LastTransitionEventId = values.FindValue<EventId>(5),
            Evidence = values.Find<DoneEvidence>(6),
            Assignment = values.Find<BoardAssignment>(7),
            Dependencies = values.Get<EquatableList<BoardDependency>>(8),
            ErrorCount = (int)values.Value<long>(9),
            History = values.Get<EquatableList<BoardHistoryEntry>>(10),
        });

    private static ModelShape<BoardAnomaly> BoardAnomaly { get; } = new(
        "An event that did not fold as it should.",
        [
            FieldShape.Required("event_id", Shape.Id, "The event."),
            FieldShape.Required("event_type", Shape.AnyText, "Its type."),
            FieldShape.Nullable("feature_slug", Shape.AnyText, "The feature that it counts for."),
            FieldShape.Nullable("wp_id", Shape.AnyText, "The work package."),
            FieldShape.Required("code", Shape.OneOf<BoardAnomalyCode>(), "What is wrong."),
            FieldShape.Required("reason", Shape.AnyText, "For a person: what is wrong."),
        ],
        static (in FieldValues values) => new BoardAnomaly(
            values.Value<EventId>(0),
            values.Get<string>(1),
            values.Text(2),
            values.Text(3),
            values.Value<BoardAnomalyCode>(4),
            values.Get<string>(5)));

    public static ModelShape<BoardState> BoardState { get; } = new(
        "What the log of a project amounts to as a board.",
        [
            FieldShape.Required("features", Shape.MapOf<BoardFeature>(BoardFeature), "The features, by slug."),
            FieldShape.Required("work_packages", Shape.ListOf(BoardWorkPackage), "The work packages."),
            FieldShape.Required("history", Shape.ListOf(BoardHistoryEntry), "What happened outside of any work package and feature."),
            FieldShape.Required("anomalies", Shape.ListOf(BoardAnomaly), "The events that did not fold as they should."),
            FieldShape.Required("event_count", Shape.Count, "How many events of the board there are, each id once."),
            FieldShape.Nullable("last_processed_event_id", Shape.Id, "The last event of the board in reducer order."),
        ],
        static (in FieldValues values) => new BoardState
        {
            Features = values.Get<EquatableMap<string, BoardFeature>>(0),
            WorkPackages = values.Get<EquatableList<BoardWorkPackage>>(1),
            History = values.Get<EquatableList<BoardHistoryEntry>>(2),
            Anomalies = values.Get<EquatableList<BoardAnomaly>>(3),
            EventCount = (int)values.Value<long>(4),
            LastProcessedEventId = values.FindValue<EventId>(5),
        });
}
