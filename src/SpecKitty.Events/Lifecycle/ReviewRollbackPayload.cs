using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Lifecycle;

/// <summary>A review sends a mission back to an earlier phase.</summary>
/// <remarks>Wire type <c>ReviewRollback</c>. Folded by <see cref="LifecycleReducer"/>.</remarks>
public sealed record ReviewRollbackPayload : ILifecyclePayload, IContractModel<ReviewRollbackPayload>
{
    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>The review. At least one character.</summary>
    public required string ReviewRef { get; init; }

    /// <summary>The phase that it goes back to. At least one character.</summary>
    public required string TargetPhase { get; init; }

    /// <summary>The work packages concerned.</summary>
    public EquatableList<string> AffectedWpIds { get; init; } = EquatableList<string>.Empty;

    /// <summary>Who did it. At least one character.</summary>
    public required string Actor { get; init; }

    static ModelShape<ReviewRollbackPayload> IContractModel<ReviewRollbackPayload>.Shape { get; } = new(
        "A review sends a mission back to an earlier phase.",
        [
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("review_ref", Shape.Text, "The review. At least one character."),
            FieldShape.Required("target_phase", Shape.Text, "The phase that it goes back to. At least one character."),
            FieldShape.Defaulted("affected_wp_ids", Shape.Texts(), "[]", "The work packages concerned."),
            FieldShape.Required("actor", Shape.Text, "Who did it. At least one character."),
        ],
        static (in FieldValues values) => new ReviewRollbackPayload
        {
            MissionId = values.Get<string>(0),
            ReviewRef = values.Get<string>(1),
            TargetPhase = values.Get<string>(2),
            AffectedWpIds = values.ListOrEmpty<string>(3),
            Actor = values.Get<string>(4),
        });
}
