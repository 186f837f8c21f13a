using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Lifecycle;

/// <summary>A mission is completed; nothing counts after that.</summary>
/// <remarks>Wire type <c>MissionCompleted</c>. Folded by <see cref="LifecycleReducer"/>.</remarks>
public sealed record MissionCompletedPayload : ILifecyclePayload, IContractModel<MissionCompletedPayload>
{
    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The kind of mission, such as software-dev. At least one character.</summary>
    public required string MissionType { get; init; }

    /// <summary>The phase that it ended in. At least one character.</summary>
    public required string FinalPhase { get; init; }

    /// <summary>Who did it. At least one character.</summary>
    public required string Actor { get; init; }

    static ModelShape<MissionCompletedPayload> IContractModel<MissionCompletedPayload>.Shape { get; } = new(
        "A mission is completed; nothing counts after that.",
        [
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("mission_type", Shape.Text, "The kind of mission, such as software-dev. At least one character."),
            FieldShape.Required("final_phase", Shape.Text, "The phase that it ended in. At least one character."),
            FieldShape.Required("actor", Shape.Text, "Who did it. At least one character."),
        ],
        static (in FieldValues values) => new MissionCompletedPayload
        {
            MissionId = values.Get<string>(0),
            MissionType = values.Get<string>(1),
            FinalPhase = values.Get<string>(2),
            Actor = values.Get<string>(3),
        });
}
