using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Sync;

/// <summary>A work package is created.</summary>
/// <remarks>Wire type <c>WPCreated</c> on the wire surface.</remarks>
public sealed record WorkPackageCreatedPayload : IWirePayload, IContractModel<WorkPackageCreatedPayload>
{
    /// <summary>The work package, <c>WP</c> and two digits.</summary>
    public required string WpId { get; init; }

    /// <summary>Its title. At least one character.</summary>
    public required string Title { get; init; }

    /// <summary>The feature. At least one character.</summary>
    public required string FeatureSlug { get; init; }

    /// <summary>The work packages that come before it.</summary>
    public EquatableList<string> Dependencies { get; init; } = EquatableList<string>.Empty;

    static ModelShape<WorkPackageCreatedPayload> IContractModel<WorkPackageCreatedPayload>.Shape { get; } = new(
        "A work package is created.",
        [
            FieldShape.Required("wp_id", WireShapes.WorkPackageId, "The work package, WP and two digits."),
            FieldShape.Required("title", Shape.Text, "Its title. At least one character."),
            FieldShape.Required("feature_slug", Shape.Text, "The feature. At least one character."),
            FieldShape.Defaulted("dependencies", new ListShape<string>(WireShapes.WorkPackageId), "[]", "The work packages that come before it."),
        ],
        static (in FieldValues values) => new WorkPackageCreatedPayload
        {
            WpId = values.Get<string>(0),
            Title = values.Get<string>(1),
            FeatureSlug = values.Get<string>(2),
            Dependencies = values.ListOrEmpty<string>(3),
        });
}
