using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant joins a mission: the event that builds the roster.</summary>
/// <remarks>Wire type <c>ParticipantJoined</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record ParticipantJoinedPayload : ISingleActorPayload, IContractModel<ParticipantJoinedPayload>
{
    /// <summary>Who joins. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>Its identity.</summary>
    public required ParticipantIdentity ParticipantIdentity { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The principal that it is bound to; present in live traffic, absent in replays and imports.</summary>
    public string? AuthPrincipalId { get; init; }

    static ModelShape<ParticipantJoinedPayload> IContractModel<ParticipantJoinedPayload>.Shape { get; } = new(
        "A participant joins a mission: the event that builds the roster.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who joins. At least one character."),
            FieldShape.Required("participant_identity", Models.Of<ParticipantIdentity>(), "Its identity."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Optional("auth_principal_id", Shape.AnyText, "The principal that it is bound to; present in live traffic, absent in replays and imports."),
        ],
        static (in FieldValues values) => new ParticipantJoinedPayload
        {
            ParticipantId = values.Get<string>(0),
            ParticipantIdentity = values.Get<ParticipantIdentity>(1),
            MissionId = values.Get<string>(2),
            AuthPrincipalId = values.Text(3),
        });
}
