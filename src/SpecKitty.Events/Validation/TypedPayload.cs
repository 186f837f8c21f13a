using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Validation;

/// <summary>The contract payload of an event, read once and remembered by the event.</summary>
internal static class TypedPayload
{
    /// <summary>An <see cref="IEventPayload"/>, or the faults as a list of <see cref="ContractError"/>.</summary>
    public static object Of(Event value, Utf8StringCache? texts = null)
    {
        if (value.ContractPayload is { } known)
        {
            return known;
        }

        var result = PayloadCatalogue.Contract.ReadClean(value.EventType, value.Payload.Utf8, texts);
        var payload = result.IsValid ? result.Value : (object)result.Errors;
        value.ContractPayload = payload;
        return payload;
    }
}
