using SpecKitty.Events.Shapes;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Status;

/// <summary>What was done in one repository.</summary>
public sealed record RepoEvidence : IContractModel<RepoEvidence>
{
    /// <summary>The repository. At least one character.</summary>
    public required string Repo { get; init; }

    /// <summary>The branch. At least one character.</summary>
    public required string Branch { get; init; }

    /// <summary>The commit. At least one character.</summary>
    public required string Commit { get; init; }

    /// <summary>The files that were changed.</summary>
    public EquatableList<string>? FilesTouched { get; init; }

    static ModelShape<RepoEvidence> IContractModel<RepoEvidence>.Shape { get; } = new(
        "What was done in one repository.",
        [
            FieldShape.Required("repo", Shape.Text, "The repository. At least one character."),
            FieldShape.Required("branch", Shape.Text, "The branch. At least one character."),
            FieldShape.Required("commit", Shape.Text, "The commit. At least one character."),
            FieldShape.Optional("files_touched", Shape.Texts(), "The files that were changed."),
        ],
        static (in FieldValues values) => new RepoEvidence
        {
            Repo = values.Get<string>(0),
            Branch = values.Get<string>(1),
            Commit = values.Get<string>(2),
            FilesTouched = values.Find<EquatableList<string>>(3),
        });
}
