using SpecKitty.Events.Values;

namespace SpecKitty.Events.Validation;

/// <summary>One fault of an input.</summary>
/// <param name="Code">What kind of fault.</param>
/// <param name="Path">Where: member names and list positions joined by dots, such as <c>payload.focus_target.target_type</c> or <c>participant_ids.0</c>; empty for the whole input.</param>
/// <param name="Message">For a person: the field, the rule and what arrived. Never a secret.</param>
public sealed record ContractError(ContractErrorCode Code, string Path, string Message)
{
    /// <summary>The same fault seen from one level further out.</summary>
    /// <param name="parent">The member that holds the input.</param>
    /// <returns>The fault with its path under <paramref name="parent"/>.</returns>
    public ContractError Under(string parent)
        => this with { Path = Path.Length == 0 ? parent : $"{parent}.{Path}" };

    /// <inheritdoc/>
    public override string ToString() => $"{Vocabulary<ContractErrorCode>.Instance.TextOf(Code)} at {(Path.Length == 0 ? "the root" : Path)}: {Message}";
}
