using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace SpecKitty.Server.Requests;

/// <summary>Reads small JSON objects of a request: strict UTF-8, no half of a surrogate pair, no U+0000, no member twice, bounded nesting.</summary>
internal static class RequestJson
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The text without the byte order mark that some programs begin it with.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) => utf8[MarkLength(utf8.Span)..];

    /// <summary>How many bytes a byte order mark at the beginning has: 3 or 0.</summary>
    public static int MarkLength(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Mark) ? Mark.Length : 0;

    /// <summary>Reads an object.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="depth">The levels of nesting that are allowed.</param>
    /// <param name="fault">Why it is rejected, one sentence.</param>
    /// <returns>The object; null when it is rejected.</returns>
    public static JsonElement? ReadObject(ReadOnlyMemory<byte> utf8, int depth, out string? fault)
    {
        utf8 = WithoutMark(utf8);
        fault = FindFault(utf8.Span, depth);
        if (fault is not null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
            // The text is JSON: only a member that is there twice is left.
        }

        fault = "The body must be a JSON object, no member twice.";
        return null;
    }

    private static string? FindFault(ReadOnlySpan<byte> utf8, int depth)
    {
        if (!Utf8.IsValid(utf8))
        {
            return "The body must be a JSON object, no member twice, in UTF-8; it has bytes that are not UTF-8.";
        }

        try
        {
            var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = depth });
            var path = new JsonPath();
            while (json.Read())
            {
                path.Note(ref json);
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueIsEscaped && FindTextFault(ref json) is { } fault)
                {
                    return json.TokenType == JsonTokenType.PropertyName ? $"The name of each member {fault}." : $"{path} {fault}.";
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return $"The body must be a JSON object, no member twice: {JsonFault.Describe(utf8, depth)}";
        }
    }

    // Only an escape can hide what bytes of UTF-8 and JSON cannot be.
    private static string? FindTextFault(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var at
                ? string.Create(CultureInfo.InvariantCulture, $"must not contain control characters; it has U+0000 at character {at + 1}")
                : null;
        }
        catch (InvalidOperationException)
        {
            return "must be valid Unicode; it has half of a surrogate pair";
        }
    }
}
