using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Collaboration;

/// <summary>A participant records a decision.</summary>
/// <remarks>Wire type <c>DecisionCaptured</c>. Folded by <see cref="CollaborationReducer"/>.</remarks>
public sealed record DecisionCapturedPayload : ISingleActorPayload, IContractModel<DecisionCapturedPayload>
{
    /// <summary>Who records it. At least one character.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The decision. At least one character.</summary>
    public required string DecisionId { get; init; }

    /// <summary>What it is about. At least one character.</summary>
    public required string Topic { get; init; }

    /// <summary>What was decided. At least one character.</summary>
    public required string ChosenOption { get; init; }

    /// <summary>Why.</summary>
    public string? Rationale { get; init; }

    /// <summary>The warning that it answers.</summary>
    public string? ReferencedWarningId { get; init; }

    static ModelShape<DecisionCapturedPayload> IContractModel<DecisionCapturedPayload>.Shape { get; } = new(
        "A participant records a decision.",
        [
            FieldShape.Required("participant_id", Shape.Text, "Who records it. At least one character."),
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("decision_id", Shape.Text, "The decision. At least one character."),
            FieldShape.Required("topic", Shape.Text, "What it is about. At least one character."),
            FieldShape.Required("chosen_option", Shape.Text, "What was decided. At least one character."),
            FieldShape.Optional("rationale", Shape.AnyText, "Why."),
            FieldShape.Optional("referenced_warning_id", Shape.AnyText, "The warning that it answers."),
        ],
        static (in FieldValues values) => new DecisionCapturedPayload
        {
            ParticipantId = values.Get<string>(0),
            MissionId = values.Get<string>(1),
            DecisionId = values.Get<string>(2),
            Topic = values.Get<string>(3),
            ChosenOption = values.Get<string>(4),
            Rationale = values.Text(5),
            ReferencedWarningId = values.Text(6),
        });
}
