using System.Text;

namespace SpecKitty.Client.Git;

/// <summary>Reads the entries of a git configuration one after another.</summary>
internal sealed class GitConfigReader(string text)
{
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private string _section = "";
    private string? _subsection;

    /// <summary>Whether the text breaks git's syntax; the entries before that were read.</summary>
    public bool IsBroken { get; private set; }

    private char Current => _at < text.Length ? text[_at] : '\0';

    /// <summary>Reads the next entry: section and key in lower case, the subsection as it is.</summary>
    /// <returns>False at the end, and where the syntax is broken.</returns>
    public bool TryNext(out (string Section, string? Subsection, string Key, string Value) entry)
    {
        entry = default;
        while (!IsBroken)
        {
            SkipBlanks(andLines: true);
            if (_at >= text.Length)
            {
                return false;
            }

            switch (Current)
            {
                case '#' or ';':
                    SkipLine();
                    break;
                case '[':
                    IsBroken = !ReadHeader();
                    break;
                case var unit when char.IsAsciiLetter(unit) && _section.Length > 0 && ReadWord() is var key && ReadValue() is { } value:
                    entry = (_section, _subsection, key.ToLowerInvariant(), value);
                    return true;
                default:
                    IsBroken = true;
                    break;
            }
        }

        return false;
    }

    private bool ReadHeader()
    {
        var start = ++_at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '.')
        {
            _at++;
        }

        var name = text[start.._at].ToLowerInvariant();
        SkipBlanks(andLines: false);
        _subsection = null;
        if (Current == '"')
        {
            _subsection = ReadSubsection();
        }
        else if (name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot)
        {
            // The old form, whose subsection knows no case.
            _subsection = name[(dot + 1)..];
            name = name[..dot];
        }

        _section = name;
        return name.Length > 0 && Current == ']' && ++_at > 0;
    }

    private string ReadSubsection()
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length && Current is not ('"' or '\n'); _at++)
        {
            _at += Current == '\\' ? 1 : 0;
            value.Append(Current);
        }

        _at += Current == '"' ? 1 : 0;
        return value.ToString();
    }

    private string ReadWord()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '-')
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>The value after a key; a key alone means true. Null when it breaks the syntax.</summary>
    private string? ReadValue()
    {
        SkipBlanks(andLines: false);
        if (Current != '=')
        {
            return _at >= text.Length || Current is '\n' or '\r' or '#' or ';' ? "true" : null;
        }

        _at++;
        SkipBlanks(andLines: false);
        var value = new StringBuilder();
        var length = 0;
        var isQuoted = false;
        while (_at < text.Length && Current != '\n')
        {
            var unit = text[_at++];
            switch (unit)
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '#' or ';' when !isQuoted:
                    SkipLine();
                    break;
                case '\\' when !TryReadEscape(value, ref length):
                    return null;
                case '\\':
                    break;
                default:
                    // Blanks at the end count inside of quotes only.
                    value.Append(unit);
                    length = isQuoted || !char.IsWhiteSpace(unit) ? value.Length : length;
                    break;
            }
        }

        return isQuoted ? null : value.ToString(0, length);
    }

    /// <summary>Reads what follows a backslash; a line break continues the value on the next line.</summary>
    private bool TryReadEscape(StringBuilder value, ref int length)
    {
        var unit = Current;
        _at++;
        switch (unit)
        {
            case '\n':
                return true;
            case '\r' when Current == '\n':
                _at++;
                return true;
            case '\\' or '"':
                value.Append(unit);
                break;
            case 'n':
                value.Append('\n');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'b':
                value.Append('\b');
                break;
            default:
                return false;
        }

        length = value.Length;
        return true;
    }

    private void SkipBlanks(bool andLines)
    {
        while (Current is ' ' or '\t' || (andLines && Current is '\n' or '\r'))
        {
            _at++;
        }
    }

    private void SkipLine()
    {
        while (_at < text.Length && Current != '\n')
        {
            _at++;
        }
    }
}
