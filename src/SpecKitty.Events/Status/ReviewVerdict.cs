using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Status;

/// <summary>What a reviewer said.</summary>
public sealed record ReviewVerdict : IContractModel<ReviewVerdict>
{
    /// <summary>Who reviewed. At least one character.</summary>
    public required string Reviewer { get; init; }

    /// <summary>The verdict. At least one character.</summary>
    public required string Verdict { get; init; }

    /// <summary>Where the review stands.</summary>
    public string? Reference { get; init; }

    static ModelShape<ReviewVerdict> IContractModel<ReviewVerdict>.Shape { get; } = new(
        "What a reviewer said.",
        [
            FieldShape.Required("reviewer", Shape.Text, "Who reviewed. At least one character."),
            FieldShape.Required("verdict", Shape.Text, "The verdict. At least one character."),
            FieldShape.Optional("reference", Shape.AnyText, "Where the review stands."),
        ],
        static (in FieldValues values) => new ReviewVerdict
        {
            Reviewer = values.Get<string>(0),
            Verdict = values.Get<string>(1),
            Reference = values.Text(2),
        });
}
