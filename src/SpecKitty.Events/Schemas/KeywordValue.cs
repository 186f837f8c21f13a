using System.Text;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>Reads the value of a keyword in the form the keyword asks for, or says where and how it fails.</summary>
internal readonly record struct KeywordValue(JsonElement Element, string Pointer)
{
    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Fault("a string");

    public bool Flag() => Element.ValueKind is JsonValueKind.True or JsonValueKind.False ? Element.GetBoolean() : throw Fault("a boolean");

    /// <summary>A length or count: a whole number of 0 or more, however it is written; what an <see cref="int"/> cannot hold is cut.</summary>
    public int Count()
    {
        if (Element.ValueKind == JsonValueKind.Number)
        {
            var value = NumberValue.Parse(Number());
            if (value.IsInteger && !value.IsNegative)
            {
                return Element.TryGetDecimal(out var count) && count < int.MaxValue ? (int)count : int.MaxValue;
            }
        }

        throw Fault("a whole number of 0 or more");
    }

    /// <summary>The text of a number.</summary>
    public byte[] Number() =>
        Element.ValueKind == JsonValueKind.Number ? Encoding.UTF8.GetBytes(Element.GetRawText()) : throw Fault("a number");

    public IEnumerable<JsonElement> Items() => Element.ValueKind == JsonValueKind.Array ? Element.EnumerateArray() : throw Fault("an array");

    public IEnumerable<JsonProperty> Members() =>
        Element.ValueKind == JsonValueKind.Object ? Element.EnumerateObject() : throw Fault("an object");

    /// <summary>Different strings.</summary>
    public string[] Names()
    {
        var names = new List<string>();
        foreach (var item in Items())
        {
            names.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Fault("an array of strings"));
        }

        return names.Distinct(StringComparer.Ordinal).Count() == names.Count ? [.. names] : throw Fault("an array of different strings");
    }

    public SchemaException Fault(string wanted) => new(Pointer, $"the value must be {wanted}, but is {Describe(Element)}");

    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => ViolationSink.Cut(element.GetRawText()),
    };
}
