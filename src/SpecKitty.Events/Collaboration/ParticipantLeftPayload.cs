using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant leaves a mission, by its own will or by disconnection.</summary>
/// <remarks>Wire type <c>ParticipantLeft</c>. Folded by <see cref="CollaborationReducer"/>. Leaving takes away drive intent, focus, presence and running steps; comments, decisions and warnings stay.</remarks>
public sealed record ParticipantLeftPayload : ISingleActorPayload, IContractModel<ParticipantLeftPayload>
{
    /// <summary>Who leaves. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>Why, such as explicit, disconnect or timeout.</summary>
    public string? Reason { get; init; }

    static ModelShape<ParticipantLeftPayload> IContractModel<ParticipantLeftPayload>.Shape { get; } = new(
        "A participant leaves a mission, by its own will or by disconnection.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who leaves. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Optional("reason", Shape.AnyText, "Why, such as explicit, disconnect or timeout."),
        ],
        static (in FieldValues values) => new ParticipantLeftPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            Reason = values.Text(2),
        });
}
