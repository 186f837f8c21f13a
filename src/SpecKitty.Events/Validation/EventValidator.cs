using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Validation;

/// <summary>The one validator: typed model and JSON Schema, each saying what it finds.</summary>
/// <remarks>Of more than 100 faults, each layer tells the first 100. Both layers always look, so that a report shows where they differ: the alias lane <c>doing</c> passes the model of the contract surface and not its schema.</remarks>
public static class EventValidator
{
    /// <summary>Validates an event that was read.</summary>
    /// <param name="value">The event.</param>
    /// <param name="surface">What to hold it against.</param>
    /// <returns>Every fault, empty when there is none; paths begin at the envelope.</returns>
    public static EquatableList<ValidationFault> Validate(Event value, ValidationSurface surface = ValidationSurface.Any) => Validate(value, out _, surface);

    /// <summary>Validates an event that was read, and gives the payload that was read on the way.</summary>
    /// <param name="value">The event.</param>
    /// <param name="payload">The payload as the record of the surface that takes it; null when there is a fault, and under <see cref="ValidationSurface.Envelope"/>.</param>
    /// <param name="surface">What to hold it against.</param>
    /// <returns>Every fault, empty when there is none; paths begin at the envelope.</returns>
    public static EquatableList<ValidationFault> Validate(Event value, out IEventPayload? payload, ValidationSurface surface = ValidationSurface.Any)
    {
        ArgumentNullException.ThrowIfNull(value);
        payload = null;
        if (surface == ValidationSurface.Envelope)
        {
            return EquatableList<ValidationFault>.Empty;
        }

        var faults = FaultsOfPayload(value.EventType, value.Payload.Utf8, value, surface, out var read);
        List<ValidationFault>? all = faults?.ConvertAll(fault => fault with { Error = UnderPayload(fault.Error) });
        if (read is ICollaborationPayload collaboration)
        {
            foreach (var error in EnvelopeMapping.Check(value, collaboration))
            {
                (all ??= []).Add(new ValidationFault(error, ValidationLayer.Envelope));
            }
        }

        if (all is not null)
        {
            return all.ToEquatableList();
        }

        payload = read;
        return EquatableList<ValidationFault>.Empty;
    }

    /// <summary>Validates the text of an event.</summary>
    /// <param name="reader">Reads the envelope, by its own rules.</param>
    /// <param name="utf8">The text.</param>
    /// <param name="surface">What to hold it against.</param>
    /// <returns>Every fault, empty when there is none; paths begin at the envelope.</returns>
    public static EquatableList<ValidationFault> Validate(EventReader reader, ReadOnlyMemory<byte> utf8, ValidationSurface surface = ValidationSurface.Any)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var read = reader.Read(utf8);
        return read.IsValid
            ? Validate(read.Value, surface)
            : read.Errors.Select(error => new ValidationFault(error, ValidationLayer.Envelope)).ToEquatableList();
    }

    /// <summary>Validates a payload by itself.</summary>
    /// <param name="eventType">The event type, exact.</param>
    /// <param name="utf8">The payload's JSON.</param>
    /// <param name="surface">What to hold it against; <see cref="ValidationSurface.Envelope"/> makes no sense here and counts as any.</param>
    /// <returns>Every fault, empty when there is none; paths begin at the payload.</returns>
    public static EquatableList<ValidationFault> ValidatePayload(string eventType, ReadOnlyMemory<byte> utf8, ValidationSurface surface = ValidationSurface.Any)
        => JsonHygiene.Check(utf8.Span) is { } fault
            ? [new ValidationFault(fault, ValidationLayer.Model)]
            : FaultsOfPayload(eventType, utf8, null, surface, out _)?.ToEquatableList() ?? EquatableList<ValidationFault>.Empty;

    private static List<ValidationFault>? FaultsOfPayload(string eventType, ReadOnlyMemory<byte> cleanUtf8, Event? envelope, ValidationSurface surface, out IEventPayload? payload)
    {
        payload = null;
        var contract = surface != ValidationSurface.Wire && PayloadCatalogue.Contract.TryGet(eventType, out var found) ? found : null;
        var wire = surface != ValidationSurface.Contract && PayloadCatalogue.Wire.TryGet(eventType, out found) ? found : null;
        if (contract is null && wire is null)
        {
            var name = surface is ValidationSurface.Contract or ValidationSurface.Wire ? Vocabulary<ValidationSurface>.Instance.TextOf(surface) : "contract or wire";
            return [new ValidationFault(new ContractError(ContractErrorCode.UnknownEventType, EventTypePath, ContractMessages.UnknownEventType(eventType, name)), ValidationLayer.Model)];
        }

        // Where both surfaces have the type, nearly every payload is of one of them, and telling what the other has against it costs more than all the rest.
        if (contract is not null && wire is not null
            && !contract.Schema.IsValid(cleanUtf8.Span) && wire.Schema.IsValid(cleanUtf8.Span)
            && BothLayers(wire, cleanUtf8, null, out payload) is null)
        {
            return null;
        }

        var first = contract is null ? null : BothLayers(contract, cleanUtf8, envelope, out payload);
        if (wire is null || (contract is not null && first is null))
        {
            return first;
        }

        var second = BothLayers(wire, cleanUtf8, null, out var wirePayload);
        if (second is null)
        {
            payload = wirePayload;
            return null;
        }

        // Neither surface takes it: what is nearer to being valid is nearer to what was meant.
        return first is not null && first.Count <= second.Count ? first : second;
    }

    private static List<ValidationFault>? BothLayers(PayloadEntry entry, ReadOnlyMemory<byte> cleanUtf8, Event? envelope, out IEventPayload? payload)
    {
        List<ValidationFault>? faults = null;
        if (Model(entry, cleanUtf8, envelope, out payload) is { } errors)
        {
            faults = [.. errors.Select(error => new ValidationFault(error, ValidationLayer.Model))];
        }

        var schema = entry.Schema;
        if (!schema.IsValid(cleanUtf8.Span))
        {
            (faults ??= []).AddRange(schema.Evaluate(cleanUtf8.Span).Take(FaultLimit.Most).Select(violation => new ValidationFault(SchemaFaults.ToError(violation), ValidationLayer.Schema)));
        }

        return faults;
    }

    // An envelope remembers its contract payload, so that what validates it and what folds it read it once.
    private static EquatableList<ContractError>? Model(PayloadEntry entry, ReadOnlyMemory<byte> cleanUtf8, Event? envelope, out IEventPayload? payload)
    {
        if (envelope is null)
        {
            var read = entry.ReadClean(cleanUtf8, null);
            payload = read.Value;
            return read.IsValid ? null : read.Errors;
        }

        var known = TypedPayload.Of(envelope);
        payload = known as IEventPayload;
        return payload is null ? (EquatableList<ContractError>)known : null;
    }

    /// <summary>Where an unknown event type is reported; it is no member of the payload.</summary>
    private const string EventTypePath = "event_type";

    private static ContractError UnderPayload(ContractError error) => error.Code == ContractErrorCode.UnknownEventType ? error : error.Under("payload");
}
