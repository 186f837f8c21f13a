using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Events.Envelope;

/// <summary>Writes an id as its text.</summary>
internal sealed class EventIdConverter : JsonConverter<EventId>
{
    public override EventId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => EventId.TryParse(reader.GetString() ?? "", out var id) ? id : throw new JsonException("An id must be a ULID or a UUID.");

    public override void Write(Utf8JsonWriter writer, EventId value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
