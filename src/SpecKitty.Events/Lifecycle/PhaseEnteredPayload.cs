using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Lifecycle;

/// <summary>A mission enters a phase.</summary>
/// <remarks>Wire type <c>PhaseEntered</c>. Folded by <see cref="LifecycleReducer"/>.</remarks>
public sealed record PhaseEnteredPayload : ILifecyclePayload, IContractModel<PhaseEnteredPayload>
{
    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The phase. At least one character.</summary>
    public required string PhaseName { get; init; }

    /// <summary>The phase before. At least one character when present.</summary>
    public string? PreviousPhase { get; init; }

    /// <summary>Who did it. At least one character.</summary>
    public required string Actor { get; init; }

    static ModelShape<PhaseEnteredPayload> IContractModel<PhaseEnteredPayload>.Shape { get; } = new(
        "A mission enters a phase.",
        [
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("phase_name", Shape.Text, "The phase. At least one character."),
            FieldShape.Optional("previous_phase", Shape.Text, "The phase before. At least one character when present."),
            FieldShape.Required("actor", Shape.Text, "Who did it. At least one character."),
        ],
        static (in FieldValues values) => new PhaseEnteredPayload
        {
            MissionId = values.Get<string>(0),
            PhaseName = values.Get<string>(1),
            PreviousPhase = values.Text(2),
            Actor = values.Get<string>(3),
        });
}
