using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Bench;

/// <summary>From JSON Lines to the state. The baseline parses each line into a <see cref="JsonDocument"/> and does nothing with it.</summary>
public class TextToStateBench
{
    private const int Count = 10_000;
    private byte[][] _lines = [];
    private byte[] _text = [];

    [GlobalSetup]
    public void Setup()
    {
        _lines = [.. MissionLog.Make(Count).Select(EventWriter.ToUtf8)];
        _text = [.. _lines.SelectMany(line => line.Append((byte)'\n'))];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count, Description = "JsonDocument.Parse of each line")]
    public int ParseDocuments()
    {
        var objects = 0;
        foreach (var line in _lines)
        {
            using var document = JsonDocument.Parse(line);
            objects += document.RootElement.ValueKind == JsonValueKind.Object ? 1 : 0;
        }

        return objects;
    }

    [Benchmark(OperationsPerInvoke = Count, Description = "read envelopes, one thread")]
    public int ReadEnvelopes()
    {
        var reader = new EventReader();
        var valid = 0;
        foreach (var line in _lines)
        {
            valid += reader.Read(line).IsValid ? 1 : 0;
        }

        return valid;
    }

    [Benchmark(OperationsPerInvoke = Count, Description = "text to state")]
    public CollaborationState TextToState()
        => CollaborationReducer.Reduce(EventLines.Read(_text).Select(line => line.Result.ValueOrThrow()));
}
