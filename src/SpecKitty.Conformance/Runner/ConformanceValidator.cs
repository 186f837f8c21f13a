using SpecKitty.Events.Envelope;
using SpecKitty.Events.Schemas;
using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Runner;

/// <summary>Dual-layer validation: what the typed models and what the JSON Schemas say, side by side.</summary>
public static class ConformanceValidator
{
    private const string EventSchema = "event";

    /// <summary>Validates a payload by itself.</summary>
    /// <param name="eventType">The event type, exact.</param>
    /// <param name="utf8">The payload's JSON.</param>
    /// <param name="surface">The surface to hold it against; with any, one of them has to take it.</param>
    /// <returns>What each layer says; paths begin at the payload. An unknown event type is a fault of the model layer at <c>event_type</c>.</returns>
    public static ConformanceResult ValidatePayload(string eventType, ReadOnlyMemory<byte> utf8, ValidationSurface surface = ValidationSurface.Any)
    {
        var faults = EventValidator.ValidatePayload(eventType, utf8, surface);
        var isSchemaAsked = !faults.Any(fault => IsOfText(fault.Error.Code) || fault.Error.Code == ContractErrorCode.UnknownEventType);
        return new ConformanceResult(faults, isSchemaAsked ? [ValidationLayer.Model, ValidationLayer.Schema] : [ValidationLayer.Model]);
    }

    /// <summary>Validates the text of an event.</summary>
    /// <param name="utf8">The envelope's JSON.</param>
    /// <param name="surface">What to hold its payload against; <see cref="ValidationSurface.Envelope"/> leaves the payload alone.</param>
    /// <param name="rules">How strictly to read; the library's rules when null.</param>
    /// <returns>What each layer says; paths begin at the envelope. The schema layer is the schema of the envelope and, where the payload is looked at, its schema too.</returns>
    public static ConformanceResult ValidateEvent(ReadOnlyMemory<byte> utf8, ValidationSurface surface = ValidationSurface.Any, EnvelopeRules? rules = null)
    {
        var faults = EventValidator.Validate(new EventReader(rules), utf8, surface);
        ValidationLayer[] layers = surface == ValidationSurface.Envelope || faults.Any(fault => fault.Layer == ValidationLayer.Envelope && !IsOfMapping(fault.Error.Code))
            ? [ValidationLayer.Envelope]
            : [ValidationLayer.Envelope, ValidationLayer.Model];
        if (faults.Any(fault => IsOfText(fault.Error.Code)))
        {
            return new ConformanceResult(faults, [.. layers]);
        }

        var ofSchema = ContractSchemas.Get(EventSchema).Evaluate(utf8.Span)
            .Where(violation => !IsRelaxed(violation, rules))
            .Select(violation => new ValidationFault(SchemaFaults.ToError(violation), ValidationLayer.Schema));
        return new ConformanceResult([.. faults, .. ofSchema], [.. layers, ValidationLayer.Schema]);
    }

    // Whether the text itself is unfit, so that a schema, which speaks of values, has nothing to say.
    private static bool IsOfText(ContractErrorCode code) => code
        is ContractErrorCode.MalformedJson or ContractErrorCode.DuplicateMember or ContractErrorCode.InvalidText
        or ContractErrorCode.NumberTooLarge or ContractErrorCode.NestingTooDeep;

    private static bool IsOfMapping(ContractErrorCode code) => code == ContractErrorCode.EnvelopeMismatch;

    // The schema states the library's rules; ingest lets envelopes of version 1 come without this one member.
    private static bool IsRelaxed(SchemaViolation violation, EnvelopeRules? rules)
        => rules is { CorrelationOptionalInVersion1: true } && violation is { Path: "correlation_id", Keyword: "required" or "type" };
}
