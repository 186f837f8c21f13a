using System.Text.Json;
using System.Text.Json.Serialization;
using SpecKitty.Events.Envelope;

namespace SpecKitty.Server.Api;

/// <summary>Writes a UUID in lower case with hyphens, and reads every form that an envelope may have it in.</summary>
internal sealed class UuidConverter : JsonConverter<Guid>
{
    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TryRead(reader.GetString(), out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public static bool TryRead(string? text, out Guid value)
        => UuidText.TryParse(text, out value);
}
