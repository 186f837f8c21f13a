using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Sync;

/// <summary>A work package moves from one lane to another, in the later form of the wire.</summary>
/// <remarks>Wire type <c>WPStatusChanged</c> on the wire surface.</remarks>
public sealed record LaneStatusChangedPayload : IWirePayload, IContractModel<LaneStatusChangedPayload>
{
    /// <summary>The work package, <c>WP</c> and two digits.</summary>
    public required string WpId { get; init; }

    /// <summary>The lane that it leaves: a canonical lane, a wire lane or an alias.</summary>
    public required string FromLane { get; init; }

    /// <summary>The lane that it enters: a canonical lane, a wire lane or an alias.</summary>
    public required string ToLane { get; init; }

    /// <summary>Who moved it.</summary>
    public string? Actor { get; init; }

    /// <summary>The feature.</summary>
    public string? FeatureSlug { get; init; }

    static ModelShape<LaneStatusChangedPayload> IContractModel<LaneStatusChangedPayload>.Shape { get; } = new(
        "A work package moves from one lane to another, in the later form of the wire.",
        [
            FieldShape.Required("wp_id", WireShapes.WorkPackageId, "The work package, WP and two digits."),
            FieldShape.Required("from_lane", WireShapes.AnyLane, "The lane that it leaves: a canonical lane, a wire lane or an alias."),
            FieldShape.Required("to_lane", WireShapes.AnyLane, "The lane that it enters: a canonical lane, a wire lane or an alias."),
            FieldShape.Optional("actor", Shape.AnyText, "Who moved it."),
            FieldShape.Optional("feature_slug", Shape.AnyText, "The feature."),
        ],
        static (in FieldValues values) => new LaneStatusChangedPayload
        {
            WpId = values.Get<string>(0),
            FromLane = values.Get<string>(1),
            ToLane = values.Get<string>(2),
            Actor = values.Text(3),
            FeatureSlug = values.Text(4),
        });
}
