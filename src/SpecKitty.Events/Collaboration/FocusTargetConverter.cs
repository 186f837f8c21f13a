using System.Text.Json;
using System.Text.Json.Serialization;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>Writes a focus target as an object, and as <c>type:id</c> where it is the key of a map.</summary>
internal sealed class FocusTargetConverter : JsonConverter<FocusTarget>
{
    public override FocusTarget Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => throw new NotSupportedException("Focus targets are read by the payload catalogue.");

    public override void Write(Utf8JsonWriter writer, FocusTarget value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("target_type"u8, Vocabulary<FocusTargetType>.Instance.TextOf(value.TargetType));
        writer.WriteString("target_id"u8, value.TargetId);
        writer.WriteEndObject();
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, FocusTarget value, JsonSerializerOptions options)
        => writer.WritePropertyName(value.ToKey());
}
