using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>Who a participant is: minted by the server, for one mission.</summary>
public sealed record ParticipantIdentity : IContractModel<ParticipantIdentity>
{
    /// <summary>The participant, unique in its mission. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>A person or a context of a model.</summary>
    public required ParticipantType ParticipantType { get; init; }

    /// <summary>The name shown to people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The session in which it takes part; may be empty.</summary>
    public string? SessionId { get; init; }

    static ModelShape<ParticipantIdentity> IContractModel<ParticipantIdentity>.Shape { get; } = new(
        "Who a participant is: minted by the server, for one mission.",
        [
            FieldShape.Required("participant_id", Shape.Text, "The participant, unique in its mission. At least one character."),
            FieldShape.Required("participant_type", Shape.OneOf<ParticipantType>(), "A person or a context of a model."),
            FieldShape.Optional("display_name", Shape.AnyText, "The name shown to people."),
            FieldShape.Optional("session_id", Shape.AnyText, "The session in which it takes part; may be empty."),
        ],
        static (in FieldValues values) => new ParticipantIdentity
        {
            ParticipantId = values.Get<string>(0),
            ParticipantType = values.Value<ParticipantType>(1),
            DisplayName = values.Text(2),
            SessionId = values.Text(3),
        });
}
