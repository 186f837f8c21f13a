using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpecKitty.Client.Terminal;

namespace SpecKitty.Cli.Output;

/// <summary>Writes one JSON object on standard error, for the program that called.</summary>
internal static class ErrorJson
{
    /// <summary>Writes an object that <paramref name="write"/> fills, on one line.</summary>
    public static void WriteLine(CliContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        context.Error.WriteLine(Encoding.UTF8.GetString(TerminalText.Json(buffer.WrittenSpan)));
    }
}
