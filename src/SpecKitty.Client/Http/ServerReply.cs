using System.Net;
using System.Text.Json;
using SpecKitty.Client.Terminal;

namespace SpecKitty.Client.Http;

/// <summary>What came back, whole.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body, uncompressed.</param>
/// <param name="RetryAfter">How long the server asks to wait; null when it does not ask.</param>
internal sealed record ServerReply(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    private const int MostCharacters = 2_000;

    /// <summary>Whether the server did what it was asked to.</summary>
    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>The reason in the server's words, on one line and of bounded length: <c>error</c>, then <c>details</c> when it is a text.</summary>
    public string Reason()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var words = new[] { "error", "detail", "details" }
                    .Select(name => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
                    .Where(text => !string.IsNullOrWhiteSpace(text))
                    .Distinct(StringComparer.Ordinal);
                return Tame(string.Join(" ", words));
            }
        }
        catch (Exception notText) when (notText is JsonException or InvalidOperationException)
        {
            // A string with half a surrogate pair is no text. Not every server between here and ours speaks JSON; the status then says it all.
        }

        return "";
    }

    /// <summary>Text from elsewhere for a message: on one line, harmless for a terminal, of bounded length.</summary>
    public static string Tame(string text)
    {
        var end = Math.Min(text.Length, MostCharacters);
        return TerminalText.OneLine(end < text.Length && char.IsHighSurrogate(text[end - 1]) ? text[..(end - 1)] : text[..end]);
    }
}
