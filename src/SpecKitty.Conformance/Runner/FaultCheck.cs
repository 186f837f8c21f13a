using System.Globalization;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Conformance.Report;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance.Runner;

/// <summary>Holds the faults that the layers found against the faults that a fixture pins.</summary>
internal static class FaultCheck
{
    public static CheckResult Of(Fixture fixture, IReadOnlyList<ValidationLayer> layers, IReadOnlyList<LayerFault> faults)
    {
        var expected = fixture.ExpectedFaults;
        var found = faults.Select(fault => new ExpectedFault(fault.Line, fault.Layer, fault.Error.Code, fault.Error.Path)).Distinct().ToList();
        List<string> differences =
        [
            .. expected.Except(found).Select(fault => $"not found: {Show(fault)}"),
            .. found.Except(expected).Select(fault => $"not expected: {Show(fault)}"),
        ];
        return new CheckResult(Show(expected), Show(found), differences) { Layers = layers, Faults = faults };
    }

    private static string Show(IReadOnlyCollection<ExpectedFault> faults) => faults.Count == 0
        ? "valid"
        : string.Join("; ", faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Layer).ThenBy(fault => fault.Path, StringComparer.Ordinal).ThenBy(fault => fault.Code).Select(Show));

    private static string Show(ExpectedFault fault)
        => string.Create(CultureInfo.InvariantCulture, $"{Line(fault.Line)}{Vocabulary<ValidationLayer>.Instance.TextOf(fault.Layer)} {Vocabulary<ContractErrorCode>.Instance.TextOf(fault.Code)} at {(fault.Path.Length == 0 ? "the root" : fault.Path)}");

    private static string Line(int? line) => line is { } number ? string.Create(CultureInfo.InvariantCulture, $"line {number} ") : "";
}
