using SpecKitty.Conformance.Manifest;
using SpecKitty.Conformance.Report;

namespace SpecKitty.Conformance.Runner;

/// <summary>Runs a fixture of one payload.</summary>
internal static class PayloadCheck
{
    public static CheckResult Run(Fixture fixture, ReadOnlyMemory<byte> text)
    {
        var result = ConformanceValidator.ValidatePayload(fixture.EventType!, text, fixture.Surface);
        return FaultCheck.Of(fixture, result.Layers, [.. result.Faults.Select(fault => new LayerFault(null, fault.Layer, fault.Error))]);
    }
}
