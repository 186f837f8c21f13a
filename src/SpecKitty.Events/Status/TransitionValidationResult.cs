using SpecKitty.Events.Values;

namespace SpecKitty.Events.Status;

/// <summary>What <see cref="TransitionRules"/> says of a transition.</summary>
/// <param name="Violations">Every broken rule, for a person, in the order of the rules; empty when the transition is valid.</param>
public sealed record TransitionValidationResult(EquatableList<string> Violations)
{
    /// <summary>The result without violations.</summary>
    public static TransitionValidationResult Valid { get; } = new(EquatableList<string>.Empty);

    /// <summary>Whether the transition keeps every rule.</summary>
    public bool IsValid => Violations.Count == 0;
}
