using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpecKitty.Client.Terminal;

namespace SpecKitty.Cli.Output;

/// <summary>Prints one JSON value on standard output, indented, ended by a line feed. Characters that could act on a terminal are escaped.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints the value that <paramref name="write"/> writes.</summary>
    public static void Write(CliContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            write(json);
        }

        WriteLine(context, buffer.WrittenSpan);
    }

    /// <summary>Prints JSON that is written already, and a line feed. Characters that could act on a terminal are escaped.</summary>
    public static void WriteLine(CliContext context, ReadOnlySpan<byte> utf8) =>
        context.Output.Write(Encoding.UTF8.GetString(TerminalText.Json(utf8)) + '\n');

    /// <summary>Prints an object that <paramref name="write"/> fills.</summary>
    public static void WriteObject(CliContext context, Action<Utf8JsonWriter> write) => Write(context, json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    /// <summary>Writes an instant as ISO 8601 in UTC, or null.</summary>
    public static void WriteInstant(this Utf8JsonWriter json, string name, DateTimeOffset? instant)
    {
        if (instant is { } known)
        {
            json.WriteString(name, Moment.Text(known));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
