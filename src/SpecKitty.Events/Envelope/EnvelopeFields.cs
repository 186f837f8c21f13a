using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Envelope;

/// <summary>The members of an envelope that its JSON Schema describes.</summary>
/// <remarks><see cref="EnvelopeRead"/> reads them by hand; a test holds the two to the same answers.</remarks>
internal static class EnvelopeFields
{
    public const string Summary = "The envelope of every event: who emitted what, about what, when, and the payload as it came.";

    public static IReadOnlyList<FieldShape> All { get; } =
    [
        FieldShape.Required("event_id", Shape.Id, "The id of this event; unique in its project."),
        FieldShape.Required("event_type", Shape.Text, "What happened; decides the type of the payload. At least one character."),
        FieldShape.Required("aggregate_id", Shape.Text, "What it happened to, such as mission/M042. At least one character."),
        FieldShape.Defaulted("payload", Shape.Object, "{}", "The payload, kept as it came."),
        FieldShape.Required("timestamp", Shape.Timestamp, "When the emitter says that it happened."),
        FieldShape.Required("node_id", Shape.Text, "Which process emitted it. At least one character."),
        FieldShape.Required("lamport_clock", Shape.AtLeast(0), "The emitter's Lamport clock, 0 to 2^63-1."),
        FieldShape.Optional("causation_id", Shape.Id, "The event that caused this one."),
        FieldShape.Required("project_uuid", Shape.Uuid, "The project."),
        FieldShape.Optional("project_slug", Shape.AnyText, "The project's name for people; may be empty."),
        FieldShape.Required("correlation_id", Shape.Id, "The run that the event belongs to; for collaboration the ULID of the mission run."),
        FieldShape.Defaulted("schema_version", new TextShape(0, SchemaVersionText.Form, SchemaVersionText.Pattern, SchemaVersionText.Rule), "\"1.0.0\"", "The version of the envelope, x.y.z."),
        FieldShape.Defaulted("data_tier", new IntegerShape(0, 4), "0", "How far the data may travel, 0 to 4."),
    ];
}
