using System.Text;
using System.Text.Json;

namespace SpecKitty.Cli.Input;

/// <summary>One JSON value inside a line, as the bytes that it came as.</summary>
/// <param name="Type">Its first token.</param>
/// <param name="Raw">Its bytes.</param>
internal readonly record struct JsonSlice(JsonTokenType Type, ReadOnlyMemory<byte> Raw)
{
    private const int MostBytesShown = 60;

    /// <summary>Whether it is <c>null</c>, or is not there.</summary>
    public bool IsNull => Type is JsonTokenType.Null or JsonTokenType.None;

    /// <summary>The value as a message shows it: not too much of it.</summary>
    public string Shown
    {
        get
        {
            var text = Encoding.UTF8.GetString(Raw.Span[..Math.Min(Raw.Length, MostBytesShown)]);
            return Raw.Length > MostBytesShown ? text + "…" : text;
        }
    }

    /// <summary>The content of a string in UTF-8.</summary>
    /// <returns>False when it is no string, or its escapes hold half a character.</returns>
    public bool TryGetText(out ReadOnlyMemory<byte> utf8)
    {
        utf8 = default;
        if (Type != JsonTokenType.String)
        {
            return false;
        }

        var inner = Raw[1..^1];
        if (!inner.Span.Contains((byte)'\\'))
        {
            utf8 = inner;
            return true;
        }

        var reader = new Utf8JsonReader(Raw.Span);
        reader.Read();
        var buffer = new byte[inner.Length];
        try
        {
            utf8 = buffer.AsMemory(0, reader.CopyString(buffer));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The items of an array, in order.</summary>
    public IEnumerable<JsonSlice> Items()
    {
        var items = new List<JsonSlice>();
        var reader = new Utf8JsonReader(Raw.Span, JsonSlices.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(JsonSlices.Value(ref reader, Raw));
        }

        return items;
    }
}
