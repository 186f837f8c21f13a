using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpecKitty.Events.Values;

/// <summary>Writes JSON so that values of equal meaning have equal bytes.</summary>
internal static class CanonicalJson
{
    // An envelope stands one level around its payload, which may itself be as deep as a text may be.
    private const int MaxDepth = Validation.JsonHygiene.MaxDepth + 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
        var buffer = new ArrayBufferWriter<byte>(utf8.Length);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, document.RootElement);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, CodePointComparer.Instance))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(value), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    // Whole numbers of 64 bits, and what a double holds exactly as it is written, stand as JavaScript would write them. All other numbers
    // stand with every digit: two that differ only past the precision of a double are two values.
    private static string Number(JsonElement value)
    {
        if (value.TryGetInt64(out var whole))
        {
            return whole.ToString(CultureInfo.InvariantCulture);
        }

        var exact = ExactNumber.Of(value.GetRawText());
        if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            return exact;
        }

        var shortest = number == Math.Truncate(number) && number is >= long.MinValue and < -(double)long.MinValue
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
        return ExactNumber.Of(shortest) == exact ? shortest : exact;
    }
}
