using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Cli.Validating;

/// <summary>Judges one line of a batch: <c>{"id", "event_type", "payload"}</c> or <c>{"id", "event"}</c>.</summary>
/// <remarks>A payload or event that comes as a string is the text in it, validated to the byte; else it is the object as it stands on the line.</remarks>
internal sealed class BatchItem(ValidationSurface surface)
{
    /// <summary>The event type of an item whose payload is a whole envelope.</summary>
    public const string EnvelopeType = "Event";

    private readonly EventReader _reader = new();

    /// <summary>Judges an item.</summary>
    /// <param name="item">The line.</param>
    /// <returns>Every fault; none when it is valid.</returns>
    public IReadOnlyCollection<LayeredFault> Judge(JsonSlices item)
    {
        if (item.Fault is { } fault)
        {
            return [LayeredFault.OfLine(item.FaultCode, "", $"The line must be one JSON object; {fault}.")];
        }

        var (eventSlice, payload, type) = (item["event"], item["payload"], item["event_type"]);
        if (eventSlice.Type != JsonTokenType.None)
        {
            return payload.Type == JsonTokenType.None && type.Type == JsonTokenType.None
                ? Event(eventSlice, "event", surface)
                : [LayeredFault.OfLine(ContractErrorCode.RuleBroken, "", "The line has event as well as event_type or payload: give either the event, or the event_type and its payload.")];
        }

        if (type.Type == JsonTokenType.None || payload.Type == JsonTokenType.None)
        {
            var missing = type.Type == JsonTokenType.None ? "event_type" : "payload";
            return [LayeredFault.OfLine(ContractErrorCode.MissingField, missing, $"{missing} is missing: give event_type and payload, or event alone.")];
        }

        if (!item.TryGetText("event_type", out var eventType))
        {
            return [LayeredFault.OfLine(ContractErrorCode.WrongType, "event_type", $"event_type must be a string; it is {type.Shown}.")];
        }

        return eventType == EnvelopeType ? Event(payload, "payload", ValidationSurface.Envelope) : Payload(eventType, payload);
    }

    private IReadOnlyCollection<LayeredFault> Event(JsonSlice slice, string member, ValidationSurface against)
        => TryContent(slice, out var utf8)
            ? [.. EventValidator.Validate(_reader, utf8, against).Select(LayeredFault.Of)]
            : [HalfCharacter(member)];

    private IReadOnlyCollection<LayeredFault> Payload(string eventType, JsonSlice slice)
        => TryContent(slice, out var utf8)
            ? [.. EventValidator.ValidatePayload(eventType, utf8, surface).Select(LayeredFault.Of)]
            : [HalfCharacter("payload")];

    private static bool TryContent(JsonSlice slice, out ReadOnlyMemory<byte> utf8)
    {
        utf8 = slice.Raw;
        return slice.Type != JsonTokenType.String || slice.TryGetText(out utf8);
    }

    private static LayeredFault HalfCharacter(string member)
        => LayeredFault.OfLine(ContractErrorCode.InvalidText, "", $"The text of {member} holds half of a surrogate pair or bytes that are not UTF-8: send whole characters.");
}
