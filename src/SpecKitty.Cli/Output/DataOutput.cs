using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpecKitty.Client.Terminal;

namespace SpecKitty.Cli.Output;

/// <summary>Writes data to standard output as bytes, in blocks.</summary>
internal sealed class DataOutput(CliContext context) : IDisposable
{
    private const int BlockSize = 1 << 16;

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _block = new(BlockSize);
    private readonly ArrayBufferWriter<byte> _object = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, OneLine);

    /// <summary>Writes part of a JSON document, byte for byte. At a terminal characters that could act on it are escaped; the value stays the same.</summary>
    /// <param name="bytes">Whole characters of valid JSON, or text of the program's own.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _block.Write(context.OutputIsTerminal ? TerminalText.Json(bytes) : bytes);
        FlushWhenFull();
    }

    /// <summary>Writes a text and a line feed.</summary>
    public void WriteLine(string text) => Write(Encoding.UTF8.GetBytes(TerminalText.OneLine(text) + '\n'));

    /// <summary>Writes one JSON object on a line of its own. Characters that could act on a terminal are escaped.</summary>
    public void WriteObject(Action<Utf8JsonWriter> write)
    {
        _object.ResetWrittenCount();
        _json.Reset(_object);
        _json.WriteStartObject();
        write(_json);
        _json.WriteEndObject();
        _json.Flush();
        _block.Write(TerminalText.Json(_object.WrittenSpan));
        _block.Write("\n"u8);
        FlushWhenFull();
    }

    /// <summary>Hands on what has been written so far.</summary>
    /// <exception cref="OutputClosedException">No program reads any more.</exception>
    /// <exception cref="OutputFailedException">The output cannot be written, for another reason.</exception>
    public void Flush()
    {
        try
        {
            context.OutputStream.Write(_block.WrittenSpan);
            context.OutputStream.Flush();
        }
        finally
        {
            _block.ResetWrittenCount();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void FlushWhenFull()
    {
        if (_block.WrittenCount >= BlockSize)
        {
            Flush();
        }
    }
}
