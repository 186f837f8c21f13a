using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Report;

/// <summary>What came of a whole run.</summary>
/// <param name="ManifestVersion">The version of the contract that the fixtures are for.</param>
/// <param name="ContractVersion">The version of the contract that was asked of the library.</param>
/// <param name="Outcomes">One for each fixture, in the order of the manifest.</param>
public sealed record ConformanceReport(Version ManifestVersion, Version ContractVersion, EquatableList<FixtureOutcome> Outcomes)
{
    /// <summary>How many fixtures passed.</summary>
    public int Passed => Count(FixtureStatus.Passed);

    /// <summary>How many failed.</summary>
    public int Failed => Count(FixtureStatus.Failed);

    /// <summary>How many are for a later version of the contract.</summary>
    public int NotApplicable => Count(FixtureStatus.NotApplicable);

    /// <summary>Whether nothing failed.</summary>
    public bool IsPassed => Failed == 0;

    /// <summary>Writes the report as one JSON object in UTF-8, indented; its form is part of the contract.</summary>
    /// <param name="destination">Takes the text; stays open.</param>
    public void WriteJson(Stream destination) => JsonReport.Write(this, destination);

    /// <summary>Writes the report as JUnit XML in UTF-8: a suite for each kind, a case for each fixture.</summary>
    /// <param name="destination">Takes the text; stays open.</param>
    public void WriteJUnit(Stream destination) => JUnitReport.Write(this, destination);

    private int Count(FixtureStatus status) => Outcomes.Count(outcome => outcome.Status == status);
}
