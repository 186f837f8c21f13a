namespace SpecKitty.Conformance.Manifest;

/// <summary>One fault of a manifest.</summary>
/// <param name="Where">The entry and its member, such as <c>fixtures.3.expected_code</c>; empty for the whole manifest.</param>
/// <param name="Message">For a person: the rule, what stands there, and what to do.</param>
public sealed record ManifestError(string Where, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Where.Length == 0 ? "manifest" : Where)}: {Message}";
}
