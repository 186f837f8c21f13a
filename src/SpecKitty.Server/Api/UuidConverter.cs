using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api;

/// <summary>Writes a UUID in small letters with hyphens, and reads it with hyphens or without.</summary>
internal sealed class UuidConverter : JsonConverter<Guid>
{
    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TryRead(reader.GetString(), out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public static bool TryRead(string? text, out Guid value)
        => Guid.TryParseExact(text, "D", out value) || Guid.TryParseExact(text, "N", out value);
}
