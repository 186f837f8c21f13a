using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant says what it does about a warning.</summary>
/// <remarks>Wire type <c>WarningAcknowledged</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record WarningAcknowledgedPayload : ISingleActorPayload, IContractModel<WarningAcknowledgedPayload>
{
    /// <summary>Who acknowledges. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The warning, emitted before. At least one character.</summary>
    public required string WarningId { get; init; }

    /// <summary>What it does; the last word of a participant counts.</summary>
    public required Acknowledgement Acknowledgement { get; init; }

    static ModelShape<WarningAcknowledgedPayload> IContractModel<WarningAcknowledgedPayload>.Shape { get; } = new(
        "A participant says what it does about a warning.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who acknowledges. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("warning_id", Shape.Text, "The warning, emitted before. At least one character."),
            FieldShape.Required("acknowledgement", Shape.OneOf<Acknowledgement>(), "What it does; the last word of a participant counts."),
        ],
        static (in FieldValues values) => new WarningAcknowledgedPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            WarningId = values.Get<string>(2),
            Acknowledgement = values.Value<Acknowledgement>(3),
        });
}
