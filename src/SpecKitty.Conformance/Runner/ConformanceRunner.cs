using System.Text.Json;
using SpecKitty.Conformance.Fixtures;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Conformance.Report;
using SpecKitty.Events;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Runner;

/// <summary>Runs the fixtures of a kit against this library.</summary>
public sealed class ConformanceRunner
{
    private readonly Version _contractVersion;

    /// <summary>Makes a runner.</summary>
    /// <param name="contractVersion">The version of the contract to ask for; fixtures of later versions do not apply. <see cref="ConformanceKit.ContractVersion"/> when null.</param>
    public ConformanceRunner(Version? contractVersion = null) => _contractVersion = contractVersion ?? ConformanceKit.ContractVersion;

    /// <summary>Runs every fixture.</summary>
    /// <param name="kit">The kit.</param>
    /// <returns>What came of each; a fixture that cannot be run has failed, and the others run all the same.</returns>
    public ConformanceReport Run(ConformanceKit kit)
    {
        ArgumentNullException.ThrowIfNull(kit);
        return new ConformanceReport(kit.Manifest.Version, _contractVersion, kit.Manifest.Fixtures.Select(fixture => Run(fixture, kit.Files)).ToEquatableList());
    }

    /// <summary>Runs one fixture.</summary>
    /// <param name="fixture">The fixture.</param>
    /// <param name="files">The files of its kit.</param>
    /// <returns>What came of it.</returns>
    public FixtureOutcome Run(Fixture fixture, IFixtureFiles files)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        ArgumentNullException.ThrowIfNull(files);
        if (fixture.MinVersion > _contractVersion)
        {
            return Outcome(fixture, FixtureStatus.NotApplicable, new CheckResult("", $"for version {fixture.MinVersion} and later; {_contractVersion} was asked for", []));
        }

        var result = Check(fixture, files);
        return Outcome(fixture, result.Differences.Count == 0 ? FixtureStatus.Passed : FixtureStatus.Failed, result);
    }

    private static CheckResult Check(Fixture fixture, IFixtureFiles files)
    {
        try
        {
            var text = files.Read(fixture.Path);
            return fixture.Kind switch
            {
                FixtureKind.Payload => PayloadCheck.Run(fixture, text),
                FixtureKind.Envelope => EnvelopeCheck.Run(fixture, text, files),
                FixtureKind.Reduction => ReductionCheck.Run(fixture, text, files),
                _ => LaneCheck.Run(text),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or SpecKittyEventsException)
        {
            // A broken file is a fault of its fixture, never of the run.
            return new CheckResult("a fixture that can be run", "one that cannot", [exception.Message]);
        }
    }

    private static FixtureOutcome Outcome(Fixture fixture, FixtureStatus status, CheckResult result) => new()
    {
        Fixture = fixture,
        Status = status,
        Expected = result.Expected,
        Actual = result.Actual,
        Differences = result.Differences.ToEquatableList(),
        Layers = result.Layers.ToEquatableList(),
        Faults = result.Faults.ToEquatableList(),
    };
}
