using System.Globalization;
using System.Text;

namespace SpecKitty.Client.Toml;

/// <summary>Reads the subset, one character at a time, so that every refusal knows its line and column.</summary>
internal sealed class TomlReader(string text)
{
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private bool AtEnd => _at >= text.Length;
    private char Current => AtEnd ? '\0' : text[_at];

    public static bool IsBareKey(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-';

    public TomlDocument Read()
    {
        var document = new TomlDocument();
        var table = document.Root;
        if (Current == '\uFEFF')
        {
            _lineStart = ++_at;
        }

        while (true)
        {
            SkipBlank();
            if (AtEnd)
            {
                return document;
            }

            if (Current == '[')
            {
                table = ReadHeader(document);
            }
            else if (Current is not ('#' or '\r' or '\n'))
            {
                ReadPair(table);
            }

            EndLine();
        }
    }

    private TomlTable ReadHeader(TomlDocument document)
    {
        var (line, column) = Here();
        _at++;
        if (Current == '[')
        {
            throw Fault("an array of tables is not part of these files");
        }

        SkipBlank();
        var name = ReadKey("a table name");
        SkipBlank();
        if (Current == '.')
        {
            throw Fault("a dotted table name is not part of these files");
        }

        Expect(']', "']' after the table name");
        var table = new TomlTable();
        return document.TryAdd(name, table)
            ? table
            : throw new TomlSyntaxException($"the table '{name}' stands here a second time", line, column);
    }

    private void ReadPair(TomlTable table)
    {
        var (line, column) = Here();
        var key = ReadKey("a key");
        SkipBlank();
        if (Current == '.')
        {
            throw Fault("a dotted key is not part of these files");
        }

        Expect('=', "'=' after the key");
        SkipBlank();
        if (!table.TryAdd(key, ReadValue()))
        {
            throw new TomlSyntaxException($"the key '{key}' stands here a second time", line, column);
        }
    }

    private string ReadKey(string expected)
    {
        if (Current == '"')
        {
            return ReadString();
        }

        var start = _at;
        while (!AtEnd && IsBareKey(Current))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Fault($"{expected} of letters, digits, '_' and '-' was expected");
    }

    private object ReadValue() => Current switch
    {
        '"' => ReadString(),
        '\'' => throw Fault("a literal string is not part of these files; use double quotes"),
        '[' => throw Fault("an array is not part of these files"),
        '{' => throw Fault("an inline table is not part of these files"),
        _ => ReadWord(),
    };

    private object ReadWord()
    {
        var (line, column) = Here();
        var start = _at;
        while (!AtEnd && Current is not (' ' or '\t' or '\r' or '\n' or '#'))
        {
            _at++;
        }

        var word = text[start.._at];
        return word switch
        {
            "true" => true,
            "false" => false,
            _ when TomlInteger.IsInteger(word) => TomlInteger.TryParse(word, out var number)
                ? number
                : throw new TomlSyntaxException("the integer does not fit in 64 bits", line, column),
            _ => throw new TomlSyntaxException("a value was expected: a string in double quotes, an integer, true or false", line, column),
        };
    }

    private string ReadString()
    {
        _at++;
        if (Current == '"' && _at + 1 < text.Length && text[_at + 1] == '"')
        {
            throw Fault("a multi-line string is not part of these files");
        }

        var value = new StringBuilder();
        while (Current != '"' || AtEnd)
        {
            if (AtEnd || Current is '\n' or '\r')
            {
                throw Fault("the string has no closing double quote on its line");
            }

            if (Current is < ' ' and not '\t' or '\u007f')
            {
                throw Fault("a control character must be written as an escape");
            }

            if (Current == '\\')
            {
                ReadEscape(value);
            }
            else
            {
                ReadCharacter(value);
            }
        }

        _at++;
        return value.ToString();
    }

    private void ReadCharacter(StringBuilder value)
    {
        if (!Rune.TryGetRuneAt(text, _at, out var rune))
        {
            throw Fault("a lone surrogate is not a character");
        }

        value.Append(text, _at, rune.Utf16SequenceLength);
        _at += rune.Utf16SequenceLength;
    }

    private void ReadEscape(StringBuilder value)
    {
        var (line, column) = Here();
        _at++;
        var kind = Current;
        _at++;
        switch (kind)
        {
            case 'b': value.Append('\b'); break;
            case 't': value.Append('\t'); break;
            case 'n': value.Append('\n'); break;
            case 'f': value.Append('\f'); break;
            case 'r': value.Append('\r'); break;
            case '"': value.Append('"'); break;
            case '\\': value.Append('\\'); break;
            case 'u': ReadCodePoint(value, 4, line, column); break;
            case 'U': ReadCodePoint(value, 8, line, column); break;
            default: throw new TomlSyntaxException("the escape is not one of \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX", line, column);
        }
    }

    private void ReadCodePoint(StringBuilder value, int digits, int line, int column)
    {
        if (_at + digits <= text.Length
            && uint.TryParse(text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var codePoint)
            && Rune.IsValid(codePoint))
        {
            value.Append(new Rune(codePoint).ToString());
            _at += digits;
            return;
        }

        throw new TomlSyntaxException($"the escape needs {digits} hexadecimal digits that name a character", line, column);
    }

    private void EndLine()
    {
        SkipBlank();
        if (Current == '#')
        {
            SkipComment();
        }

        if (AtEnd)
        {
            return;
        }

        if (Current == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n')
        {
            _at++;
        }

        if (Current != '\n')
        {
            throw Fault("the end of the line was expected");
        }

        _at++;
        _line++;
        _lineStart = _at;
    }

    private void SkipComment()
    {
        while (!AtEnd && Current is not ('\n' or '\r'))
        {
            if (Current is < ' ' and not '\t' or '\u007f')
            {
                throw Fault("a control character is not allowed in a comment");
            }

            _at++;
        }
    }

    private void SkipBlank()
    {
        while (!AtEnd && Current is ' ' or '\t')
        {
            _at++;
        }
    }

    private void Expect(char expected, string meaning)
    {
        if (Current != expected || AtEnd)
        {
            throw Fault($"{meaning} was expected");
        }

        _at++;
    }

    private (int Line, int Column) Here() => (_line, _at - _lineStart + 1);
    private TomlSyntaxException Fault(string message) => new(message, _line, _at - _lineStart + 1);
}
