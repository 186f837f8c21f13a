using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SpecKitty.Server.Requests;

/// <summary>Says where and why a text is not JSON.</summary>
internal static class JsonFault
{
    private const string Events = "events";
    private const int LongestWord = 16;
    private const int LongestId = 64;

    /// <summary>Describes the first fault.</summary>
    /// <param name="utf8">A text that a reader has refused.</param>
    /// <param name="depth">The levels of nesting that are allowed.</param>
    /// <returns>The path, the rule and what arrived, with a full stop.</returns>
    public static string Describe(ReadOnlySpan<byte> utf8, int depth)
    {
        // Of a text that may go on, the reader says nothing when it ends too early.
        var json = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = depth }));
        var path = new JsonPath();
        string? eventId = null;
        int? element = null;
        try
        {
            while (json.Read())
            {
                path.Note(ref json);
                if (path.ElementOf(Events) != element)
                {
                    (element, eventId) = (path.ElementOf(Events), null);
                }

                eventId ??= IdOf(ref json, path);
            }
        }
        catch (JsonException exception)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
            return $"{Name(path, eventId)}{Reason(exception, utf8[(int)json.BytesConsumed..], depth)} ({place}).";
        }

        return $"{Name(path, eventId)}it ends too early, after {utf8.Length} bytes: send it whole.";
    }

    private static string Name(JsonPath path, string? eventId)
        => path.Next() is not { Length: > 0 } place ? "" : eventId is null ? $"{place}: " : $"{place} (event_id {eventId}): ";

    private static string Reason(JsonException exception, ReadOnlySpan<byte> rest, int depth)
    {
        if (exception.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return $"it is nested more than {depth} levels deep";
        }

        rest = rest.TrimStart(" \t\r\n,:"u8);
        var length = 0;
        while (length < rest.Length && length < LongestWord && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'-' or (byte)'+'))
        {
            length++;
        }

        return length == 0 ? "it is not JSON" : $"{Encoding.ASCII.GetString(rest[..length])} is not a JSON value";
    }

    private static string? IdOf(ref Utf8JsonReader json, JsonPath path)
        => json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && json.ValueSpan.Length <= LongestId && path.IsAt(Events, "event_id")
            ? RequestText.Decode(json.ValueSpan)
            : null;
}
