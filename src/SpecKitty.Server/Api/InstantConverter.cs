using System.Text.Json;
using System.Text.Json.Serialization;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Server.Api;

/// <summary>Writes an instant as envelopes do, in UTC with a <c>Z</c>, and reads whatever an envelope may carry.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TryRead(reader.GetString(), out var instant) ? instant : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        => writer.WriteStringValue(EventTimestamp.From(value).ToString());

    public static bool TryRead(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || !EventTimestamp.TryParse(text, out var read, out _))
        {
            return false;
        }

        instant = read.Instant;
        return true;
    }
}
