using System.Text.Json;
using System.Text.Unicode;

namespace SpecKitty.Cli.Input;

/// <summary>The <c>id</c> of a line in a batch: given back exactly as it came.</summary>
internal static class ItemId
{
    /// <summary>Writes the id of a line; null where the line has none that can be given back.</summary>
    public static void Write(Utf8JsonWriter json, JsonSlices line)
    {
        json.WritePropertyName("id");
        var id = line["id"];
        if (id.Type is JsonTokenType.String or JsonTokenType.Number && Utf8.IsValid(id.Raw.Span))
        {
            json.WriteRawValue(id.Raw.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
