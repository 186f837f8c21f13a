using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Status;

/// <summary>The shapes of the status state, for reading it back.</summary>
internal static class StatusStateShapes
{
    public static ModelShape<WorkPackageState> WorkPackageState { get; } = new(
        "Where a work package stands.",
        [
            FieldShape.Required("wp_id", Shape.AnyText, "The work package."),
            FieldShape.Required("current_lane", LaneShapes.Canonical, "The lane that it is in."),
            FieldShape.Required("last_event_id", Shape.Id, "The event that brought it there."),
            FieldShape.Required("last_transition_at", Shape.Timestamp, "When."),
            FieldShape.Nullable("evidence", Models.Of<DoneEvidence>(), "Why it counts as done."),
        ],
        static (in FieldValues values) => new WorkPackageState
        {
            WpId = values.Get<string>(0),
            CurrentLane = values.Value<Lane>(1),
            LastEventId = values.Value<EventId>(2),
            LastTransitionAt = values.Value<EventTimestamp>(3),
            Evidence = values.Find<DoneEvidence>(4),
        });

    public static ModelShape<TransitionAnomaly> TransitionAnomaly { get; } = new(
        "A transition that was not applied.",
        [
            FieldShape.Required("event_id", Shape.Id, "The event."),
            FieldShape.Required("wp_id", Shape.AnyText, "The work package."),
            FieldShape.Nullable("from_lane", LaneShapes.Canonical, "The lane that it leaves."),
            FieldShape.Nullable("to_lane", LaneShapes.Canonical, "The lane that it enters."),
            FieldShape.Required("code", Shape.OneOf<StatusAnomalyCode>(), "What is wrong."),
            FieldShape.Required("reason", Shape.AnyText, "For a person: what is wrong."),
        ],
        static (in FieldValues values) => new TransitionAnomaly(
            values.Value<EventId>(0),
            values.Get<string>(1),
            values.FindValue<Lane>(2),
            values.FindValue<Lane>(3),
            values.Value<StatusAnomalyCode>(4),
            values.Get<string>(5)));

    public static ModelShape<StatusState> StatusState { get; } = new(
        "What a log of work-package transitions amounts to.",
        [
            FieldShape.Required("wp_states", Shape.MapOf<WorkPackageState>(WorkPackageState), "The work packages, by id."),
            FieldShape.Required("anomalies", Shape.ListOf(TransitionAnomaly), "The transitions that were not applied."),
            FieldShape.Required("event_count", Shape.Count, "How many transitions there are, each id once."),
            FieldShape.Nullable("last_processed_event_id", Shape.Id, "The last transition in reducer order."),
        ],
        static (in FieldValues values) => new StatusState
        {
            WpStates = values.Get<EquatableMap<string, WorkPackageState>>(0),
            Anomalies = values.Get<EquatableList<TransitionAnomaly>>(1),
            EventCount = (int)values.Value<long>(2),
            LastProcessedEventId = values.FindValue<EventId>(3),
        });
}
