using SpecKitty.Events.Lanes;
using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Status;

/// <summary>A work package moves from one lane to another.</summary>
/// <remarks>Wire type <c>WPStatusChanged</c> on the contract surface. Folded by <see cref="StatusReducer"/>; what may follow what, <see cref="TransitionRules"/> says.</remarks>
public sealed record StatusTransitionPayload : IEventPayload, IContractModel<StatusTransitionPayload>
{
    /// <summary>The feature. At least one character.</summary>
    public required string FeatureSlug { get; init; }

    /// <summary>The work package. At least one character.</summary>
    public required string WpId { get; init; }

    /// <summary>The lane that it leaves; null for a new one. The alias doing is read as in_progress.</summary>
    public Lane? FromLane { get; init; }

    /// <summary>The lane that it enters. The alias doing is read as in_progress.</summary>
    public required Lane ToLane { get; init; }

    /// <summary>Who did it. At least one character.</summary>
    public required string Actor { get; init; }

    /// <summary>Whether it goes past the table of transitions; needs a reason.</summary>
    public bool Force { get; init; }

    /// <summary>Why; required, and not blank, with force.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the work happens.</summary>
    public required ExecutionMode ExecutionMode { get; init; }

    /// <summary>The review that sends it back.</summary>
    public string? ReviewRef { get; init; }

    /// <summary>Why it is done; required when it enters done.</summary>
    public DoneEvidence? Evidence { get; init; }

    static ModelShape<StatusTransitionPayload> IContractModel<StatusTransitionPayload>.Shape { get; } = new(
        "A work package moves from one lane to another.",
        [
            FieldShape.Required("feature_slug", Shape.Text, "The feature. At least one character."),
            FieldShape.Required("wp_id", Shape.Text, "The work package. At least one character."),
            FieldShape.Optional("from_lane", LaneShapes.Canonical, "The lane that it leaves; null for a new one. The alias doing is read as in_progress."),
            FieldShape.Required("to_lane", LaneShapes.Canonical, "The lane that it enters. The alias doing is read as in_progress."),
            FieldShape.Required("actor", Shape.Text, "Who did it. At least one character."),
            FieldShape.Defaulted("force", Shape.Boolean, "false", "Whether it goes past the table of transitions; needs a reason."),
            FieldShape.Optional("reason", Shape.AnyText, "Why; required, and not blank, with force."),
            FieldShape.Required("execution_mode", Shape.OneOf<ExecutionMode>(), "Where the work happens."),
            FieldShape.Optional("review_ref", Shape.AnyText, "The review that sends it back."),
            FieldShape.Optional("evidence", Models.Of<DoneEvidence>(), "Why it is done; required when it enters done."),
        ],
        static (in FieldValues values) => new StatusTransitionPayload
        {
            FeatureSlug = values.Get<string>(0),
            WpId = values.Get<string>(1),
            FromLane = values.FindValue<Lane>(2),
            ToLane = values.Value<Lane>(3),
            Actor = values.Get<string>(4),
            Force = values.ValueOr(5, false),
            Reason = values.Text(6),
            ExecutionMode = values.Value<ExecutionMode>(7),
            ReviewRef = values.Text(8),
            Evidence = values.Find<DoneEvidence>(9),
        },
        new ModelRule<StatusTransitionPayload>(
            "force needs a reason that is not blank: add reason.",
            static payload => !payload.Force || !string.IsNullOrWhiteSpace(payload.Reason)),
        new ModelRule<StatusTransitionPayload>(
            "to_lane done needs evidence, forced or not: add evidence with repos and review.",
            static payload => payload.ToLane != Lane.Done || payload.Evidence is not null));
}
