using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Status;

/// <summary>One check that was run.</summary>
public sealed record VerificationEntry : IContractModel<VerificationEntry>
{
    /// <summary>What was run. At least one character.</summary>
    public required string Command { get; init; }

    /// <summary>What came of it. At least one character.</summary>
    public required string Result { get; init; }

    /// <summary>What it means.</summary>
    public string? Summary { get; init; }

    static ModelShape<VerificationEntry> IContractModel<VerificationEntry>.Shape { get; } = new(
        "One check that was run.",
        [
            FieldShape.Required("command", Shape.Text, "What was run. At least one character."),
            FieldShape.Required("result", Shape.Text, "What came of it. At least one character."),
            FieldShape.Optional("summary", Shape.AnyText, "What it means."),
        ],
        static (in FieldValues values) => new VerificationEntry
        {
            Command = values.Get<string>(0),
            Result = values.Get<string>(1),
            Summary = values.Text(2),
        });
}
