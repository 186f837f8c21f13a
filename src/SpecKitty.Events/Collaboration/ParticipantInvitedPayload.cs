using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant is invited to a mission.</summary>
/// <remarks>Wire type <c>ParticipantInvited</c>. Folded by <see cref="CollaborationReducer"/>. An invitation does not put anybody on the roster.</remarks>
public sealed record ParticipantInvitedPayload : ISingleActorPayload, IContractModel<ParticipantInvitedPayload>
{
    /// <summary>Who is invited. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The identity that it will have.</summary>
    public required ParticipantIdentity ParticipantIdentity { get; init; }

    /// <summary>The participant who invites. At least one character.</summary>
    public required string InvitedBy { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    static ModelShape<ParticipantInvitedPayload> IContractModel<ParticipantInvitedPayload>.Shape { get; } = new(
        "A participant is invited to a mission.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who is invited. At least one character."),
            FieldShape.Required("participant_identity", Models.Of<ParticipantIdentity>(), "The identity that it will have."),
            FieldShape.Required("invited_by", Shape.Text, "The participant who invites. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
        ],
        static (in FieldValues values) => new ParticipantInvitedPayload
        {
            ParticipantId = values.Get<string>(0),
            ParticipantIdentity = values.Get<ParticipantIdentity>(1),
            InvitedBy = values.Get<string>(2),
            MissionId = values.Get<string>(3),
        });
}
