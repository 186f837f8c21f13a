using System.Globalization;
using System.Text;
using SpecKitty.Client.Terminal;

namespace SpecKitty.Cli.Output;

/// <summary>The only way from a command to standard output and standard error as text: what others wrote cannot act on the terminal.</summary>
/// <remarks>
/// A line is one line: a line break inside the text of <see cref="WriteLine(string?)"/> becomes a space, so that nothing can look like a line of
/// the command's own. <see cref="Write(string?)"/> keeps line feeds, for text of several lines. Nothing else passes that is not harmless.
/// </remarks>
/// <param name="inner">Where the text goes.</param>
/// <param name="keepsLines">Whether a line may hold line feeds: the parser writes several lines at once.</param>
internal sealed class HarmlessWriter(TextWriter inner, bool keepsLines = false) : TextWriter(CultureInfo.InvariantCulture)
{
    private char _half;

    /// <summary>The writer behind this one, for a console that writes escape sequences of its own. See <see cref="StyledConsole"/>.</summary>
    public TextWriter Inner => inner;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(new ReadOnlySpan<char>(in value));

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        // A character in two halves may come in two calls.
        if (_half != default)
        {
            Span<char> whole = [_half, .. buffer[..Math.Min(1, buffer.Length)]];
            if (whole.Length == 1)
            {
                return;
            }

            _half = default;
            if (char.IsLowSurrogate(whole[1]))
            {
                inner.Write(TerminalText.Lines(whole.ToString()));
                buffer = buffer[1..];
            }
            else
            {
                inner.Write(TerminalText.Lines(whole[..1].ToString()));
            }
        }

        if (!buffer.IsEmpty && char.IsHighSurrogate(buffer[^1]))
        {
            _half = buffer[^1];
            buffer = buffer[..^1];
        }

        if (!buffer.IsEmpty)
        {
            inner.Write(TerminalText.Lines(buffer.ToString()));
        }
    }

    public override void WriteLine() => WriteLine("");

    public override void WriteLine(string? value)
    {
        if (_half != default)
        {
            inner.Write(TerminalText.Lines(_half.ToString()));
            _half = default;
        }

        var line = value ?? "";
        inner.WriteLine(keepsLines ? TerminalText.Lines(line) : TerminalText.OneLine(line));
    }

    /// <summary>Writes a question, on one line that stays open for the answer.</summary>
    public void Ask(string question) => Write(TerminalText.OneLine(question));

    public override void Flush() => inner.Flush();
}
