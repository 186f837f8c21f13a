using SpecKitty.Events.Envelope;
using SpecKitty.Events.Status;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Board;

/// <summary>Reads the payloads of a board's events, on the surface on which they are valid.</summary>
internal static class BoardPayloads
{
    /// <summary>An <see cref="IEventPayload"/>, or the faults as a list of <see cref="ContractError"/>: of the surface that finds fewer.</summary>
    public static object Of(Event value)
    {
        var contract = value.EventType == StatusEventTypes.WPStatusChanged ? TypedPayload.Of(value) : null;
        if (contract is StatusTransitionPayload)
        {
            return contract;
        }

        var wire = PayloadCatalogue.Wire.Read(value);
        return wire.IsValid ? wire.Value
            : contract is EquatableList<ContractError> faults && faults.Count <= wire.Errors.Count ? faults
            : wire.Errors;
    }
}
