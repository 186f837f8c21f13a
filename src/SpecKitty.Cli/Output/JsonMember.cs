using System.Text.Json;

namespace SpecKitty.Cli.Output;

/// <summary>Reads members of an answer that may lack them, or have something else in their place.</summary>
internal static class JsonMember
{
    /// <summary>A member; undefined when there is none.</summary>
    public static JsonElement Of(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The members of an object; none when it is something else.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Entries(JsonElement element, string name) =>
        Of(element, name) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().Select(entry => (entry.Name, entry.Value)) : [];

    /// <summary>The items of an array; none when it is something else.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Of(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A string; U+FFFD when its escapes hold half a character. Empty when it is something else.</summary>
    public static string Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() ?? "" : "";
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    /// <summary>A text or a number as a text; empty when it is something else.</summary>
    public static string Text(JsonElement element, string name) => Of(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => Text(text),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };
}
