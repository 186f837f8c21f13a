using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Events.Values;

/// <summary>Writes a <see cref="JsonText"/> as the value that it holds.</summary>
internal sealed class JsonTextConverter : JsonConverter<JsonText>
{
    public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return JsonText.Parse(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options)
        => writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
