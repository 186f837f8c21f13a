using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Sync;

/// <summary>A dependency of a work package is resolved.</summary>
/// <remarks>Wire type <c>DependencyResolved</c> on the wire surface.</remarks>
public sealed record DependencyResolvedPayload : IWirePayload, IContractModel<DependencyResolvedPayload>
{
    /// <summary>The work package that waited.</summary>
    public required string WpId { get; init; }

    /// <summary>The work package that it waited for.</summary>
    public required string DependencyWpId { get; init; }

    /// <summary>How it was resolved.</summary>
    public required ResolutionType ResolutionType { get; init; }

    static ModelShape<DependencyResolvedPayload> IContractModel<DependencyResolvedPayload>.Shape { get; } = new(
        "A dependency of a work package is resolved.",
        [
            FieldShape.Required("wp_id", WireShapes.WorkPackageId, "The work package that waited."),
            FieldShape.Required("dependency_wp_id", WireShapes.WorkPackageId, "The work package that it waited for."),
            FieldShape.Required("resolution_type", Shape.OneOf<ResolutionType>(), "How it was resolved."),
        ],
        static (in FieldValues values) => new DependencyResolvedPayload
        {
            WpId = values.Get<string>(0),
            DependencyWpId = values.Get<string>(1),
            ResolutionType = values.Value<ResolutionType>(2),
        });
}
