using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Lifecycle;

/// <summary>The shapes of the lifecycle state, for reading it back.</summary>
internal static class LifecycleStateShapes
{
    public static ModelShape<LifecycleAnomaly> LifecycleAnomaly { get; } = new(
        "An event that did not fold as it should.",
        [
            FieldShape.Required("event_id", Shape.Id, "The event."),
            FieldShape.Required("event_type", Shape.AnyText, "Its type."),
            FieldShape.Required("code", Shape.OneOf<LifecycleAnomalyCode>(), "What is wrong."),
            FieldShape.Required("reason", Shape.AnyText, "For a person: what is wrong."),
        ],
        static (in FieldValues values) => new LifecycleAnomaly(
            values.Value<EventId>(0),
            values.Get<string>(1),
            values.Value<LifecycleAnomalyCode>(2),
            values.Get<string>(3)));

    public static ModelShape<LifecycleState> LifecycleState { get; } = new(
        "What a log amounts to as the life of a mission and its work packages.",
        [
            FieldShape.Nullable("mission_id", Shape.AnyText, "The mission; null before its start."),
            FieldShape.Nullable("mission_status", Shape.OneOf<MissionStatus>(), "Where it stands; null before its start."),
            FieldShape.Nullable("mission_type", Shape.AnyText, "The kind of mission; null before its start."),
            FieldShape.Nullable("current_phase", Shape.AnyText, "The phase that it is in; null before its start."),
            FieldShape.Required("phases_entered", Shape.Texts(), "Every phase that it entered, in order."),
            FieldShape.Required("wp_states", Shape.MapOf<WorkPackageState>(StatusStateShapes.WorkPackageState), "The work packages, by id."),
            FieldShape.Required("anomalies", Shape.ListOf(LifecycleAnomaly), "The events that did not fold as they should."),
            FieldShape.Required("event_count", Shape.Count, "How many events there are, each id once, of all families."),
            FieldShape.Nullable("last_processed_event_id", Shape.Id, "The last event in reducer order, of all families."),
        ],
        static (in FieldValues values) => new LifecycleState
        {
            MissionId = values.Text(0),
            MissionStatus = values.FindValue<MissionStatus>(1),
            MissionType = values.Text(2),
            CurrentPhase = values.Text(3),
            PhasesEntered = values.Get<EquatableList<string>>(4),
            WpStates = values.Get<EquatableMap<string, WorkPackageState>>(5),
            Anomalies = values.Get<EquatableList<LifecycleAnomaly>>(6),
            EventCount = (int)values.Value<long>(7),
            LastProcessedEventId = values.FindValue<EventId>(8),
        });
}
