using SpecKitty.Conformance.Report;
using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Runner;

/// <summary>What a check of one fixture saw.</summary>
/// <param name="Expected">What was expected, for people.</param>
/// <param name="Actual">What came, for people.</param>
/// <param name="Differences">Each place where the two differ; none when the fixture passes.</param>
internal sealed record CheckResult(string Expected, string Actual, IReadOnlyList<string> Differences)
{
    public IReadOnlyList<ValidationLayer> Layers { get; init; } = [];

    public IReadOnlyList<LayerFault> Faults { get; init; } = [];
}
