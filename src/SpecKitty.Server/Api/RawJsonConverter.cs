using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api;

/// <summary>Writes JSON as it is, byte for byte.</summary>
internal sealed class RawJsonConverter<T> : JsonConverter<RawJson<T>>
{
    public override RawJson<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => throw new NotSupportedException("Raw JSON is only ever written.");

    public override void Write(Utf8JsonWriter writer, RawJson<T> value, JsonSerializerOptions options)
        => writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
