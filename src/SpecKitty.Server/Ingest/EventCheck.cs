using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Validation;

namespace SpecKitty.Server.Ingest;

/// <summary>Reads one event and holds it against the contract: the envelope, and the payload on either surface.</summary>
internal sealed class EventCheck(IngestLimits limits)
{
    private const int MostFaultsTold = 20;

    private readonly EventReader _reader = new(EnvelopeRules.Ingest);

    /// <summary>Checks an event.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="position">Its place in the request.</param>
    /// <param name="rejection">Why it is rejected, naming every fault.</param>
    /// <returns>The event; null when it is rejected.</returns>
    public Candidate? Read(ReadOnlyMemory<byte> utf8, int position, out IngestResult? rejection)
    {
        rejection = null;
        if (utf8.Length > limits.EventBytes)
        {
            rejection = new IngestResult(null, IngestStatus.Rejected, $"The event has {utf8.Length} bytes, and {limits.EventBytes} are allowed: shorten its payload, or send a reference to the data.");
            return null;
        }

        var envelope = _reader.Read(utf8);
        if (!envelope.IsValid)
        {
            rejection = new IngestResult(FindId(utf8), IngestStatus.Rejected, Describe(envelope.Errors));
            return null;
        }

        var value = envelope.Value;
        var faults = EventValidator.Validate(value);
        if (faults.Count > 0)
        {
            rejection = new IngestResult(value.EventId.ToString(), IngestStatus.Rejected, Describe(faults.Select(fault => fault.Error)));
            return null;
        }

        return NeedsPayload(value.EventType)
            ? new Candidate(value, PayloadCatalogue.Contract.Read(value).ValueOrThrow(), utf8, position)
            : new Candidate(value, null, utf8, position);
    }

    private static bool NeedsPayload(string eventType) => CollaborationEventTypes.All.Contains(eventType) || LifecycleEventTypes.All.Contains(eventType);

    // Both layers may find one fault; it is told once. An answer must not outgrow the event that it is about.
    private static string Describe(IEnumerable<ContractError> errors)
    {
        ContractError[] told = [.. errors.DistinctBy(error => (error.Code, error.Path))];
        var text = string.Join(" ", told.Take(MostFaultsTold).Select(error => error.Message));
        return told.Length > MostFaultsTold ? $"{text} And {told.Length - MostFaultsTold} faults more." : text;
    }

    // So that the sender can find the event again, even when the rest of it cannot be read.
    private static string? FindId(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var json = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = 1024 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isId = json.ValueTextEquals("event_id"u8);
                json.Read();
                if (isId)
                {
                    return json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= 64 ? json.GetString() : null;
                }

                json.Skip();
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
