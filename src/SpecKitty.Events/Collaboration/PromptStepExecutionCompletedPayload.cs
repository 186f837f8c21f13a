using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant ends the execution of a step.</summary>
/// <remarks>Wire type <c>PromptStepExecutionCompleted</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record PromptStepExecutionCompletedPayload : ISingleActorPayload, IContractModel<PromptStepExecutionCompletedPayload>
{
    /// <summary>Who executed. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The step, started before by the same participant. At least one character.</summary>
    public required string StepId { get; init; }

    /// <summary>The work package that the step belongs to.</summary>
    public string? WpId { get; init; }

    /// <summary>How it ended.</summary>
    public required StepOutcome Outcome { get; init; }

    static ModelShape<PromptStepExecutionCompletedPayload> IContractModel<PromptStepExecutionCompletedPayload>.Shape { get; } = new(
        "A participant ends the execution of a step.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who executed. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("step_id", Shape.Text, "The step, started before by the same participant. At least one character."),
            FieldShape.Optional("wp_id", Shape.AnyText, "The work package that the step belongs to."),
            FieldShape.Required("outcome", Shape.OneOf<StepOutcome>(), "How it ended."),
        ],
        static (in FieldValues values) => new PromptStepExecutionCompletedPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            StepId = values.Get<string>(2),
            WpId = values.Text(3),
            Outcome = values.Value<StepOutcome>(4),
        });
}
