using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpecKitty.Server.Dashboard.Views;

namespace SpecKitty.Server.Dashboard.Browsing;

/// <summary>Writes JSON so that people can read it.</summary>
internal static class PrettyJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue };

    /// <summary>The same value, indented. What nobody sees is escaped, so that the text is still the same value and holds no trick.</summary>
    public static string Of(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            value.WriteTo(writer);
        }

        // Invisible characters other than line breaks stand only inside of strings, where an escape means the same.
        var visible = new StringBuilder((int)buffer.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' || !VisibleText.IsInvisible(rune))
            {
                visible.Append(units[..rune.EncodeToUtf16(units)]);
                continue;
            }

            foreach (var unit in units[..rune.EncodeToUtf16(units)])
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }
        }

        return visible.ToString();
    }
}
