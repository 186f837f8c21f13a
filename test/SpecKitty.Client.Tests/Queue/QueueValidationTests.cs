using System.Text;
using System.Text.Json;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Tests.Queue;

/// <summary>What the emitter lets into the queue is what the server's own validator takes, on both layers.</summary>
public sealed class QueueValidationTests : IDisposable
{
    private const string AggregateId = "mission/M1";

    private readonly TempHome _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Emit_EveryRecordedPayload_QueuesExactlyWhatTheServersValidatorTakes()
    {
        var directory = Directory.CreateDirectory(_temp.Beside("work")).FullName;
        using var queue = OfflineQueue.Open(_temp.Home);
        var emitter = new EventEmitter(_temp.Home, queue, ProjectFile.Create(directory, Queued.Kitty, "kitty"));
        var (taken, refused) = (0, 0);

        foreach (var (type, payload) in Recorded("payloads").Concat(Recorded("wire-payloads")))
        {
            var clock = new ClockFile(_temp.Home).Read().Value;
            var result = emitter.Emit(new EmitRequest { EventType = type, Payload = payload, AggregateId = PayloadAggregate(payload) });
            if (result.IsQueued)
            {
                taken++;
                continue;
            }

            refused++;
            result.Faults.ShouldNotBeEmpty();
            new ClockFile(_temp.Home).Read().Value.ShouldBe(clock);

            // Nothing is refused that both layers take, but for what the envelope needs beside the payload.
            (EventValidator.ValidatePayload(type, payload.Utf8).Count > 0 || result.Faults.Any(fault => !fault.Path.StartsWith("payload", StringComparison.Ordinal)))
                .ShouldBeTrue($"{type} {payload}: {string.Join(' ', result.Faults)}");
        }

        taken.ShouldBeGreaterThan(20);
        refused.ShouldBeGreaterThan(20);
        queue.Status().Pending.ShouldBe(taken);
        using var export = new MemoryStream();
        new QueueExport(queue).WriteTo(export, QueueExport.Undelivered);
        var reader = new EventReader(EnvelopeRules.Ingest);
        foreach (var line in Encoding.UTF8.GetString(export.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            EventValidator.Validate(reader, Encoding.UTF8.GetBytes(line)).ShouldBeEmpty(line);
        }
    }

    /// <summary>Types whose aggregate the contract does not map need one; a mission's events must name their own.</summary>
    private static string? PayloadAggregate(JsonText payload)
    {
        using var json = JsonDocument.Parse(payload.Utf8);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("gate_name", out _) ? AggregateId : null;
    }

    private static IEnumerable<(string Type, JsonText Payload)> Recorded(string name)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", $"{name}.jsonl")))
        {
            using var vector = JsonDocument.Parse(line);
            var root = vector.RootElement.TryGetProperty("input", out var input) ? input : vector.RootElement;
            if (root.TryGetProperty("event_type", out var type) && type.ValueKind == JsonValueKind.String
                && root.TryGetProperty("payload", out var payload)
                && Clean(payload.ValueKind == JsonValueKind.String ? payload.GetString()! : payload.GetRawText()) is { } text)
            {
                yield return (type.GetString()!, text);
            }
        }
    }

    /// <summary>A text that is no clean JSON cannot even be handed to the emitter.</summary>
    private static JsonText? Clean(string text)
    {
        try
        {
            return JsonText.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
