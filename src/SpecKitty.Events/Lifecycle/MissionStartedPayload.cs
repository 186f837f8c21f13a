using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Lifecycle;

/// <summary>A mission starts.</summary>
/// <remarks>Wire type <c>MissionStarted</c>. Folded by <see cref="LifecycleReducer"/>.</remarks>
public sealed record MissionStartedPayload : ILifecyclePayload, IContractModel<MissionStartedPayload>
{
    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The kind of mission, such as software-dev. At least one character.</summary>
    public required string MissionType { get; init; }

    /// <summary>The phase that it starts in. At least one character.</summary>
    public required string InitialPhase { get; init; }

    /// <summary>Who did it. At least one character.</summary>
    public required string Actor { get; init; }

    static ModelShape<MissionStartedPayload> IContractModel<MissionStartedPayload>.Shape { get; } = new(
        "A mission starts.",
        [
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("mission_type", Shape.Text, "The kind of mission, such as software-dev. At least one character."),
            FieldShape.Required("initial_phase", Shape.Text, "The phase that it starts in. At least one character."),
            FieldShape.Required("actor", Shape.Text, "Who did it. At least one character."),
        ],
        static (in FieldValues values) => new MissionStartedPayload
        {
            MissionId = values.Get<string>(0),
            MissionType = values.Get<string>(1),
            InitialPhase = values.Get<string>(2),
            Actor = values.Get<string>(3),
        });
}
