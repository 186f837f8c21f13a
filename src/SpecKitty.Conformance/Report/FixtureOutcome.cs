using SpecKitty.Conformance.Manifest;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Report;

/// <summary>What came of one fixture.</summary>
public sealed record FixtureOutcome
{
    /// <summary>The fixture.</summary>
    public required Fixture Fixture { get; init; }

    /// <summary>How it came out.</summary>
    public required FixtureStatus Status { get; init; }

    /// <summary>What was expected, for people.</summary>
    public required string Expected { get; init; }

    /// <summary>What came, for people.</summary>
    public required string Actual { get; init; }

    /// <summary>Each place where the two differ, for people; empty unless it failed.</summary>
    public EquatableList<string> Differences { get; init; } = EquatableList<string>.Empty;

    /// <summary>The layers that looked; empty for reductions and lanes, which have none.</summary>
    public EquatableList<ValidationLayer> Layers { get; init; } = EquatableList<ValidationLayer>.Empty;

    /// <summary>What each layer found.</summary>
    public EquatableList<LayerFault> Faults { get; init; } = EquatableList<LayerFault>.Empty;
}
