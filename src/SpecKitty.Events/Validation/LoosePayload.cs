using System.Text.Json;

namespace SpecKitty.Events.Validation;

/// <summary>Looks for single members of a payload that may be invalid as a whole.</summary>
internal static class LoosePayload
{
    public static bool Has(ReadOnlyMemory<byte> utf8, ReadOnlySpan<byte> member)
    {
        var reader = new Utf8JsonReader(utf8.Span, JsonHygiene.ReaderOptions);
        return MoveTo(ref reader, member);
    }

    /// <summary>A member that is a text of at least one character; null when it is anything else.</summary>
    public static string? Text(ReadOnlyMemory<byte> utf8, ReadOnlySpan<byte> member)
    {
        var reader = new Utf8JsonReader(utf8.Span, JsonHygiene.ReaderOptions);
        return MoveTo(ref reader, member) && reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Moves a reader at the start of the payload to the value of a member.</summary>
    /// <returns>False when there is no such member.</returns>
    public static bool MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(member);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
