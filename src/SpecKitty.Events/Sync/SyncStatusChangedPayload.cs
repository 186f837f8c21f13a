using SpecKitty.Events.Lanes;
using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Sync;

/// <summary>A work package moves from one of the four wire lanes to another.</summary>
/// <remarks>Wire type <c>WPStatusChanged</c> on the wire surface.</remarks>
public sealed record SyncStatusChangedPayload : IWirePayload, IContractModel<SyncStatusChangedPayload>
{
    /// <summary>The work package, <c>WP</c> and two digits.</summary>
    public required string WpId { get; init; }

    /// <summary>The lane that it leaves.</summary>
    public required SyncLane PreviousStatus { get; init; }

    /// <summary>The lane that it enters.</summary>
    public required SyncLane NewStatus { get; init; }

    /// <summary>Who moved it.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>The feature.</summary>
    public string? FeatureSlug { get; init; }

    static ModelShape<SyncStatusChangedPayload> IContractModel<SyncStatusChangedPayload>.Shape { get; } = new(
        "A work package moves from one of the four wire lanes to another.",
        [
            FieldShape.Required("wp_id", WireShapes.WorkPackageId, "The work package, WP and two digits."),
            FieldShape.Required("previous_status", Shape.OneOf<SyncLane>(), "The lane that it leaves."),
            FieldShape.Required("new_status", Shape.OneOf<SyncLane>(), "The lane that it enters."),
            FieldShape.Optional("changed_by", Shape.AnyText, "Who moved it."),
            FieldShape.Optional("feature_slug", Shape.AnyText, "The feature."),
        ],
        static (in FieldValues values) => new SyncStatusChangedPayload
        {
            WpId = values.Get<string>(0),
            PreviousStatus = values.Value<SyncLane>(1),
            NewStatus = values.Value<SyncLane>(2),
            ChangedBy = values.Text(3),
            FeatureSlug = values.Text(4),
        });
}
