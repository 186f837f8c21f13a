using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpecKitty.Cli.Output;

/// <summary>Writes data to standard output as bytes, in blocks.</summary>
internal sealed class DataOutput(CliContext context) : IDisposable
{
    private const int BlockSize = 1 << 16;

    // A pipe without a reader: EPIPE on Unix, ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.
    private static readonly int[] NoReader = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _block = new(BlockSize);
    private readonly Utf8JsonWriter _json = new(Stream.Null, OneLine);

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _block.Write(bytes);
        FlushWhenFull();
    }

    /// <summary>Writes a text and a line feed.</summary>
    public void WriteLine(string text)
    {
        Write(Encoding.UTF8.GetBytes(text));
        Write("\n"u8);
    }

    /// <summary>Writes one JSON object on a line of its own.</summary>
    public void WriteObject(Action<Utf8JsonWriter> write)
    {
        _json.Reset(_block);
        _json.WriteStartObject();
        write(_json);
        _json.WriteEndObject();
        _json.Flush();
        Write("\n"u8);
    }

    /// <summary>Hands on what has been written so far.</summary>
    /// <exception cref="OutputClosedException">Nobody reads any more.</exception>
    /// <exception cref="CliException">The output cannot be written, for another reason.</exception>
    public void Flush()
    {
        try
        {
            context.OutputStream.Write(_block.WrittenSpan);
            context.OutputStream.Flush();
        }
        catch (IOException fault) when (NoReader.Contains(fault.HResult))
        {
            throw new OutputClosedException("Nobody reads standard output any more.", fault);
        }
        catch (IOException fault)
        {
            throw new CliException(ExitCodes.LocalFile, $"Standard output cannot be written: {fault.Message}", "Check that the disk has room, then run the command again.", fault);
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
