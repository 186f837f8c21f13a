using System.Globalization;
using System.Text;

namespace SpecKitty.Cli.Output;

/// <summary>Writes text as UTF-8, each call at once, lines ended by a line feed. The stream is opened with the first text.</summary>
/// <remarks>The base library's writer takes longer to make than most commands take to say what they have to.</remarks>
internal sealed class PlainWriter : TextWriter
{
    private readonly Func<Stream> _open;
    private readonly Encoder _encoder;
    private byte[] _bytes = new byte[512];
    private Stream? _stream;

    public PlainWriter(Func<Stream> open)
        : base(CultureInfo.InvariantCulture)
    {
        _open = open;

        // One for the whole text: of a character in two halves, each may come in a call of its own.
        _encoder = Encoding.UTF8.GetEncoder();
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value], endLine: false);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count), endLine: false);

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer, endLine: false);

    public override void Write(string? value) => Write(value.AsSpan(), endLine: false);

    public override void WriteLine(string? value) => Write(value.AsSpan(), endLine: true);

    private void Write(ReadOnlySpan<char> text, bool endLine)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length) + 1;
        if (_bytes.Length < most)
        {
            _bytes = new byte[most];
        }

        var length = _encoder.GetBytes(text, _bytes, flush: false);
        if (endLine)
        {
            _bytes[length++] = (byte)'\n';
        }

        if (length > 0)
        {
            (_stream ??= _open()).Write(_bytes, 0, length);
        }
    }
}
