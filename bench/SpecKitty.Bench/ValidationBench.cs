using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SpecKitty.Events.Validation;

namespace SpecKitty.Bench;

/// <summary>Validating payloads on both layers. The baseline parses each payload into a <see cref="JsonDocument"/>.</summary>
public class ValidationBench
{
    private const int Count = 10_000;
    private (string EventType, ReadOnlyMemory<byte> Payload, PayloadEntry Entry)[] _payloads = [];

    [GlobalSetup]
    public void Setup()
        => _payloads = [.. MissionLog.Make(Count).Select(value => (value.EventType, value.Payload.Utf8, PayloadCatalogue.Contract.TryGet(value.EventType, out var entry) ? entry : throw new InvalidOperationException()))];

    [Benchmark(Baseline = true, OperationsPerInvoke = Count, Description = "JsonDocument.Parse of each payload")]
    public int ParseDocuments()
    {
        var objects = 0;
        foreach (var (_, payload, _) in _payloads)
        {
            using var document = JsonDocument.Parse(payload);
            objects += document.RootElement.ValueKind == JsonValueKind.Object ? 1 : 0;
        }

        return objects;
    }

    [Benchmark(OperationsPerInvoke = Count, Description = "typed model")]
    public int Model()
    {
        var valid = 0;
        foreach (var (eventType, payload, _) in _payloads)
        {
            valid += PayloadCatalogue.Contract.Read(eventType, payload).IsValid ? 1 : 0;
        }

        return valid;
    }

    [Benchmark(OperationsPerInvoke = Count, Description = "JSON Schema")]
    public int Schema()
    {
        var valid = 0;
        foreach (var (_, payload, entry) in _payloads)
        {
            valid += entry.Schema.IsValid(payload.Span) ? 1 : 0;
        }

        return valid;
    }

    [Benchmark(OperationsPerInvoke = Count, Description = "both layers")]
    public int BothLayers()
    {
        var valid = 0;
        foreach (var (eventType, payload, _) in _payloads)
        {
            valid += EventValidator.ValidatePayload(eventType, payload, ValidationSurface.Contract).Count == 0 ? 1 : 0;
        }

        return valid;
    }
}
