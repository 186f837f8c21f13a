using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Server.Ingest;

/// <summary>Reads one event and holds it against the limits and the contract: the envelope, and the payload on either surface.</summary>
internal sealed class EventCheck(IngestLimits limits)
{
    private const int MostFaultsTold = 20;
    private const int LongestIdTold = 64;

    private readonly EventReader _reader = new(EnvelopeRules.Ingest);

    /// <summary>Checks an event.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="position">Its place in the request.</param>
    /// <param name="rejection">Why it is rejected, naming every fault.</param>
    /// <returns>The event; null when it is rejected.</returns>
    public Candidate? Read(ReadOnlyMemory<byte> utf8, int position, out IngestResult? rejection)
    {
        if (CheckSize(utf8) is { } tooMuch)
        {
            rejection = IngestResult.Rejected(FindId(utf8), tooMuch);
            return null;
        }

        var envelope = _reader.Read(utf8);
        if (!envelope.IsValid)
        {
            rejection = IngestResult.Rejected(FindId(utf8), Refuse(envelope.Errors));
            return null;
        }

        var value = envelope.Value;
        var faults = EventValidator.Validate(value, out var payload);
        if (faults.Count > 0)
        {
            // What the model finds it says better than the schema does, which is asked where the model has nothing to say.
            var isModels = faults.Any(fault => fault.Layer != ValidationLayer.Schema);
            rejection = IngestResult.Rejected(value.EventId.ToString(), Refuse([.. faults.Where(fault => !isModels || fault.Layer != ValidationLayer.Schema).Select(fault => fault.Error)]));
            return null;
        }

        rejection = null;
        return new Candidate(value, payload, utf8, position);
    }

    /// <summary>Finds the id of an event, so that its sender can find it again even when the rest cannot be read.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <returns>The string in its place, whether it is an id or not; null when there is none.</returns>
    public static string? FindId(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var json = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = Math.Max(1, utf8.Length) });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                // A name with an escape in it may be no text at all, and nobody writes this one so.
                var isId = !json.ValueIsEscaped && json.ValueTextEquals("event_id"u8);
                json.Read();
                if (isId)
                {
                    return json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= LongestIdTold ? json.GetString() : null;
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

    private Rejection? CheckSize(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > limits.EventBytes)
        {
            return IngestMessages.TooLarge(utf8.Length, limits.EventBytes);
        }

        // Nearly every event is shorter than its longest text may be, and the reader has an eye on the contract's depth itself.
        if (utf8.Length <= limits.TextLength && limits.EventDepth >= EventReader.MaxDepth)
        {
            return null;
        }

        var size = EventSize.Measure(utf8.Span);
        return size.Levels > limits.EventDepth ? IngestMessages.TooDeep(size.Levels, limits.EventDepth)
            : size.TextBytes > limits.TextLength ? IngestMessages.TextTooLong(size.TextBytes, limits.TextLength)
            : null;
    }

    private static Rejection Refuse(IReadOnlyCollection<ContractError> errors)
    {
        var faults = Describe(errors);
        if (errors.Any(error => error.Code == ContractErrorCode.UnknownEventType))
        {
            return IngestMessages.UnknownType(faults);
        }

        if (errors.All(error => error.Path == "payload" || error.Path.StartsWith("payload.", StringComparison.Ordinal)))
        {
            return IngestMessages.Payload(faults);
        }

        return IngestMessages.Envelope(
            errors.Any(error => error.Code == ContractErrorCode.UnsupportedVersion) ? RejectionCode.UnsupportedSchemaVersion
            : errors.Any(error => error.Code == ContractErrorCode.NestingTooDeep) ? RejectionCode.TooDeep
            : RejectionCode.InvalidEnvelope,
            faults);
    }

    // A fault is told once. An answer must not outgrow the event that it is about.
    private static string Describe(IReadOnlyCollection<ContractError> errors)
    {
        ContractError[] told = [.. errors.DistinctBy(error => (error.Code, error.Path))];
        var text = string.Join(" ", told.Take(MostFaultsTold).Select(error => error.Message));
        return told.Length > MostFaultsTold ? $"{text} And {told.Length - MostFaultsTold} faults more." : text;
    }
}
