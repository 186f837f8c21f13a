using System.Text;
using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Causality;

/// <summary>Reads the one member of a payload that a merge is about, and names the event when the member has the wrong type.</summary>
internal static class PayloadMember
{
    /// <summary>Moves a reader to the member's value.</summary>
    /// <returns>False when the payload does not have the member.</returns>
    public static bool TryFind(Event value, string name, out Utf8JsonReader reader)
    {
        reader = new Utf8JsonReader(value.Payload.Utf8.Span, JsonHygiene.ReaderOptions);
        return LoosePayload.MoveTo(ref reader, Encoding.UTF8.GetBytes(name));
    }

    public static ValidationException WrongType(Event value, string path, string expected, ref Utf8JsonReader reader)
        => new($"Event {value.EventId}: {ContractMessages.WrongType($"payload.{path}", expected, ValueShape.Arrived(ref reader))}");
}
