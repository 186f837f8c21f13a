using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Events.Envelope;

/// <summary>Writes a date-time as the text that it came as.</summary>
internal sealed class EventTimestampConverter : JsonConverter<EventTimestamp>
{
    public override EventTimestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => EventTimestamp.TryParse(reader.GetString() ?? "", out var value, out var reason) ? value : throw new JsonException(reason);

    public override void Write(Utf8JsonWriter writer, EventTimestamp value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
