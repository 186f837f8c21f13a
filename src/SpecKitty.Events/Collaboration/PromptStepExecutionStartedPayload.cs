using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant starts to execute a step of a prompt.</summary>
/// <remarks>Wire type <c>PromptStepExecutionStarted</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record PromptStepExecutionStartedPayload : ISingleActorPayload, IContractModel<PromptStepExecutionStartedPayload>
{
    /// <summary>Who executes. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The step. At least one character.</summary>
    public required string StepId { get; init; }

    /// <summary>The work package that the step belongs to.</summary>
    public string? WpId { get; init; }

    /// <summary>What the step does, for people.</summary>
    public string? StepDescription { get; init; }

    static ModelShape<PromptStepExecutionStartedPayload> IContractModel<PromptStepExecutionStartedPayload>.Shape { get; } = new(
        "A participant starts to execute a step of a prompt.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who executes. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("step_id", Shape.Text, "The step. At least one character."),
            FieldShape.Optional("wp_id", Shape.AnyText, "The work package that the step belongs to."),
            FieldShape.Optional("step_description", Shape.AnyText, "What the step does, for people."),
        ],
        static (in FieldValues values) => new PromptStepExecutionStartedPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            StepId = values.Get<string>(2),
            WpId = values.Text(3),
            StepDescription = values.Text(4),
        });
}
