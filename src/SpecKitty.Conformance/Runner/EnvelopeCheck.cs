using SpecKitty.Conformance.Fixtures;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Conformance.Report;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Runner;

/// <summary>Runs a fixture of one envelope, or of several, one a line.</summary>
internal static class EnvelopeCheck
{
    public static CheckResult Run(Fixture fixture, ReadOnlyMemory<byte> text, IFixtureFiles files)
    {
        var rules = fixture.Rules == FixtureRules.Ingest ? EnvelopeRules.Ingest : EnvelopeRules.Library;
        var layers = new SortedSet<ValidationLayer>();
        var faults = new List<LayerFault>();
        foreach (var (line, envelope) in Parts(fixture, text))
        {
            var result = ConformanceValidator.ValidateEvent(envelope, fixture.Surface, rules);
            layers.UnionWith(result.Layers);
            faults.AddRange(result.Faults.Select(fault => new LayerFault(line, fault.Layer, fault.Error)));
        }

        var check = FaultCheck.Of(fixture, [.. layers], faults);
        return fixture.GoldenPath is { } golden && faults.Count == 0 ? WithGolden(check, text, rules, golden, files) : check;
    }

    private static IEnumerable<(int? Line, ReadOnlyMemory<byte> Text)> Parts(Fixture fixture, ReadOnlyMemory<byte> text)
        => fixture.Path.EndsWith(JsonLines.Suffix, StringComparison.Ordinal)
            ? JsonLines.Of(text).Select(line => ((int?)line.Number, line.Text))
            : [(null, text)];

    // What is written after reading: normal ids, and all else as it came.
    private static CheckResult WithGolden(CheckResult check, ReadOnlyMemory<byte> text, EnvelopeRules rules, string golden, IFixtureFiles files)
    {
        var written = EventWriter.ToUtf8(new EventReader(rules).Read(text).ValueOrThrow());
        var differences = StateComparison.OfEnvelopes(files.Read(golden), written);
        return check with { Expected = golden, Actual = differences.Count == 0 ? golden : "another envelope", Differences = differences };
    }
}
