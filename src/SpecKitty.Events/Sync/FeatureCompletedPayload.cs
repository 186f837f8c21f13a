using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Sync;

/// <summary>A feature is completed.</summary>
/// <remarks>Wire type <c>FeatureCompleted</c> on the wire surface.</remarks>
public sealed record FeatureCompletedPayload : IWirePayload, IContractModel<FeatureCompletedPayload>
{
    /// <summary>The feature. At least one character.</summary>
    public required string FeatureSlug { get; init; }

    /// <summary>How many work packages it had.</summary>
    public required long TotalWps { get; init; }

    /// <summary>When, ISO 8601.</summary>
    public string? CompletedAt { get; init; }

    /// <summary>How long it took, for people.</summary>
    public string? TotalDuration { get; init; }

    static ModelShape<FeatureCompletedPayload> IContractModel<FeatureCompletedPayload>.Shape { get; } = new(
        "A feature is completed.",
        [
            FieldShape.Required("feature_slug", Shape.Text, "The feature. At least one character."),
            FieldShape.Required("total_wps", Shape.AtLeast(0), "How many work packages it had."),
            FieldShape.Omissible("completed_at", WireShapes.DateTime, "When, ISO 8601."),
            FieldShape.Optional("total_duration", Shape.AnyText, "How long it took, for people."),
        ],
        static (in FieldValues values) => new FeatureCompletedPayload
        {
            FeatureSlug = values.Get<string>(0),
            TotalWps = values.Value<long>(1),
            CompletedAt = values.Text(2),
            TotalDuration = values.Text(3),
        });
}
