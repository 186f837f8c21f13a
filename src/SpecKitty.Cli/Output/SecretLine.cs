using System.Globalization;
using System.Text;

namespace SpecKitty.Cli.Output;

/// <summary>A line that is typed without being shown, with the editing keys of a terminal.</summary>
/// <remarks>
/// Enter ends it, and Ctrl-D too; on an empty line Ctrl-D ends the input. Backspace (also Ctrl-H) takes back one character as people count them, so that an emoji
/// or a letter with its accents goes as a whole. Ctrl-W takes back a word, Ctrl-U the whole line. Other control keys are ignored.
/// </remarks>
internal sealed class SecretLine
{
    private const char CtrlC = '\u0003';
    private const char CtrlD = '\u0004';
    private const char CtrlH = '\u0008';
    private const char CtrlU = '\u0015';
    private const char CtrlW = '\u0017';
    private const char Delete = '\u007f';

    private readonly StringBuilder _line = new();
    private bool _isEnded;

    /// <summary>What was typed; null when the input ended before anything was.</summary>
    public string? Text => _isEnded ? null : _line.ToString();

    /// <summary>Takes a key.</summary>
    /// <returns>Whether the line is complete.</returns>
    /// <exception cref="OperationCanceledException">The key is Ctrl-C.</exception>
    public bool Press(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Key: ConsoleKey.Enter }:
                return true;
            case { Key: ConsoleKey.Backspace } or { KeyChar: CtrlH or Delete }:
                TakeBackCharacter();
                return false;
            case { KeyChar: CtrlC }:
                throw new OperationCanceledException("Ctrl-C was pressed.");
            case { KeyChar: CtrlD }:
                _isEnded = _line.Length == 0;
                return true;
            case { KeyChar: CtrlU }:
                _line.Clear();
                return false;
            case { KeyChar: CtrlW }:
                TakeBackWord();
                return false;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _line.Append(key.KeyChar);
                }

                return false;
        }
    }

    private void TakeBackCharacter()
    {
        if (_line.Length > 0)
        {
            _line.Length = StringInfo.ParseCombiningCharacters(_line.ToString())[^1];
        }
    }

    private void TakeBackWord()
    {
        var end = _line.Length;
        while (end > 0 && char.IsWhiteSpace(_line[end - 1]))
        {
            end--;
        }

        while (end > 0 && !char.IsWhiteSpace(_line[end - 1]))
        {
            end--;
        }

        _line.Length = end;
    }
}
