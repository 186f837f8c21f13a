using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpecKitty.Server.Ingest;

/// <summary>How deep an event is and how long its longest text, before anything else of it is looked at.</summary>
/// <param name="Levels">Levels of nesting, the event itself counted.</param>
/// <param name="TextBytes">Bytes of the longest member name or string, as it stands.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EventSize(int Levels, int TextBytes)
{
    /// <summary>Measures an event.</summary>
    /// <param name="utf8">One JSON value; where it turns out to be none, what was measured so far counts.</param>
    public static EventSize Measure(ReadOnlySpan<byte> utf8)
    {
        var levels = 0;
        var longest = 0;
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Math.Max(1, utf8.Length) });
        try
        {
            while (json.Read())
            {
                switch (json.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        levels = Math.Max(levels, json.CurrentDepth + 1);
                        break;
                    case JsonTokenType.PropertyName or JsonTokenType.String:
                        longest = Math.Max(longest, json.ValueSpan.Length);
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // The reader of envelopes says what is wrong with it.
        }

        return new EventSize(levels, longest);
    }
}
