using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant says whether it means to drive.</summary>
/// <remarks>Wire type <c>DriveIntentSet</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record DriveIntentSetPayload : ISingleActorPayload, IContractModel<DriveIntentSetPayload>
{
    /// <summary>Who says so. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>Whether it drives.</summary>
    public required DriveIntent Intent { get; init; }

    static ModelShape<DriveIntentSetPayload> IContractModel<DriveIntentSetPayload>.Shape { get; } = new(
        "A participant says whether it means to drive.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who says so. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("intent", Shape.OneOf<DriveIntent>(), "Whether it drives."),
        ],
        static (in FieldValues values) => new DriveIntentSetPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            Intent = values.Value<DriveIntent>(2),
        });
}
