using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Sync;

/// <summary>A feature is created.</summary>
/// <remarks>Wire type <c>FeatureCreated</c> on the wire surface.</remarks>
public sealed record FeatureCreatedPayload : IWirePayload, IContractModel<FeatureCreatedPayload>
{
    /// <summary>The feature, three digits and a name such as <c>039-cli-readiness</c>.</summary>
    public required string FeatureSlug { get; init; }

    /// <summary>Its number, three digits.</summary>
    public required string FeatureNumber { get; init; }

    /// <summary>The branch that it goes to. At least one character.</summary>
    public required string TargetBranch { get; init; }

    /// <summary>How many work packages it has.</summary>
    public required long WpCount { get; init; }

    /// <summary>When, ISO 8601.</summary>
    public string? CreatedAt { get; init; }

    static ModelShape<FeatureCreatedPayload> IContractModel<FeatureCreatedPayload>.Shape { get; } = new(
        "A feature is created.",
        [
            FieldShape.Required("feature_slug", WireShapes.NumberedSlug, "The feature, three digits and a name such as 039-cli-readiness."),
            FieldShape.Required("feature_number", WireShapes.FeatureNumber, "Its number, three digits."),
            FieldShape.Required("target_branch", Shape.Text, "The branch that it goes to. At least one character."),
            FieldShape.Required("wp_count", Shape.AtLeast(0), "How many work packages it has."),
            FieldShape.Omissible("created_at", WireShapes.DateTime, "When, ISO 8601."),
        ],
        static (in FieldValues values) => new FeatureCreatedPayload
        {
            FeatureSlug = values.Get<string>(0),
            FeatureNumber = values.Get<string>(1),
            TargetBranch = values.Get<string>(2),
            WpCount = values.Value<long>(3),
            CreatedAt = values.Text(4),
        });
}
