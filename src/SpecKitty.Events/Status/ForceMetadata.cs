using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Status;

/// <summary>Who forced a transition, and why.</summary>
public sealed record ForceMetadata : IContractModel<ForceMetadata>
{
    /// <summary>Always true.</summary>
    public bool Force { get; init; } = true;

    /// <summary>Who did it. At least one character.</summary>
    public required string Actor { get; init; }

    /// <summary>Why. At least one character.</summary>
    public required string Reason { get; init; }

    static ModelShape<ForceMetadata> IContractModel<ForceMetadata>.Shape { get; } = new(
        "Who forced a transition, and why.",
        [
            FieldShape.Defaulted("force", Shape.Boolean, "true", "Always true."),
            FieldShape.Required("actor", Shape.Text, "Who did it. At least one character."),
            FieldShape.Required("reason", Shape.Text, "Why. At least one character."),
        ],
        static (in FieldValues values) => new ForceMetadata
        {
            Force = values.ValueOr(0, true),
            Actor = values.Get<string>(1),
            Reason = values.Get<string>(2),
        },
        new ModelRule<ForceMetadata>("force must be true: this record is only about forced transitions.", static metadata => metadata.Force));
}
