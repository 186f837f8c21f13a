using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>Which signed-in principal a participant belongs to; bound once, when it joins.</summary>
public sealed record AuthPrincipalBinding : IContractModel<AuthPrincipalBinding>
{
    /// <summary>The principal, as the server knows it. At least one character.</summary>
    public required string AuthPrincipalId { get; init; }

    /// <summary>The participant. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>When the two were bound.</summary>
    public required EventTimestamp BoundAt { get; init; }

    static ModelShape<AuthPrincipalBinding> IContractModel<AuthPrincipalBinding>.Shape { get; } = new(
        "Which signed-in principal a participant belongs to; bound once, when it joins.",
        [
            FieldShape.Required("auth_principal_id", Shape.Text, "The principal, as the server knows it. At least one character."),
            FieldShape.Required("participant_id", Shape.Text, "The participant. At least one character."),
            FieldShape.Required("bound_at", Shape.Timestamp, "When the two were bound."),
        ],
        static (in FieldValues values) => new AuthPrincipalBinding
        {
            AuthPrincipalId = values.Get<string>(0),
            ParticipantId = values.Get<string>(1),
            BoundAt = values.Value<EventTimestamp>(2),
        });
}
