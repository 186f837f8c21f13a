using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Status;

/// <summary>Why a work package counts as done.</summary>
public sealed record DoneEvidence : IContractModel<DoneEvidence>
{
    /// <summary>What was done where, at least one entry.</summary>
    public required EquatableList<RepoEvidence> Repos { get; init; }

    /// <summary>The checks that were run.</summary>
    public EquatableList<VerificationEntry> Verification { get; init; } = EquatableList<VerificationEntry>.Empty;

    /// <summary>What the reviewer said.</summary>
    public required ReviewVerdict Review { get; init; }

    static ModelShape<DoneEvidence> IContractModel<DoneEvidence>.Shape { get; } = new(
        "Why a work package counts as done.",
        [
            FieldShape.Required("repos", Shape.ListOf(Models.Of<RepoEvidence>(), 1), "What was done where, at least one entry."),
            FieldShape.Defaulted("verification", Shape.ListOf(Models.Of<VerificationEntry>()), "[]", "The checks that were run."),
            FieldShape.Required("review", Models.Of<ReviewVerdict>(), "What the reviewer said."),
        ],
        static (in FieldValues values) => new DoneEvidence
        {
            Repos = values.Get<EquatableList<RepoEvidence>>(0),
            Verification = values.ListOrEmpty<VerificationEntry>(1),
            Review = values.Get<ReviewVerdict>(2),
        });
}
