using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Lifecycle;

/// <summary>A mission is cancelled; nothing counts after that.</summary>
/// <remarks>Wire type <c>MissionCancelled</c>. Folded by <see cref="LifecycleReducer"/>.</remarks>
public sealed record MissionCancelledPayload : ILifecyclePayload, IContractModel<MissionCancelledPayload>
{
    /// <summary>The mission. At least one character.</summary>
    public required string MissionId { get; init; }

    /// <summary>Why. At least one character.</summary>
    public required string Reason { get; init; }

    /// <summary>Who did it. At least one character.</summary>
    public required string Actor { get; init; }

    /// <summary>The work packages that are cancelled with it.</summary>
    public EquatableList<string> CancelledWpIds { get; init; } = EquatableList<string>.Empty;

    static ModelShape<MissionCancelledPayload> IContractModel<MissionCancelledPayload>.Shape { get; } = new(
        "A mission is cancelled; nothing counts after that.",
        [
            FieldShape.Required("mission_id", Shape.Text, "The mission. At least one character."),
            FieldShape.Required("reason", Shape.Text, "Why. At least one character."),
            FieldShape.Required("actor", Shape.Text, "Who did it. At least one character."),
            FieldShape.Defaulted("cancelled_wp_ids", Shape.Texts(), "[]", "The work packages that are cancelled with it."),
        ],
        static (in FieldValues values) => new MissionCancelledPayload
        {
            MissionId = values.Get<string>(0),
            Reason = values.Get<string>(1),
            Actor = values.Get<string>(2),
            CancelledWpIds = values.ListOrEmpty<string>(3),
        });
}
