using System.Globalization;
using System.Text;

namespace SpecKitty.Events.Schemas;

/// <summary>
/// Turns a pattern of ECMA-262 in Unicode mode, the dialect of JSON Schema, into one of the base library that means the
/// same: ASCII digits and word characters, <c>$</c> only at the very end, one surrogate pair for one character.
/// </summary>
/// <remarks>Property escapes know the general categories, and of those only characters up to U+FFFF.</remarks>
internal sealed class EcmaPattern
{
    private const string Space = @"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private const string NotSpace = @"\0-\x08\x0e-\x1f!-\x9f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";
    private const string Pair = @"[\ud800-\udbff][\udc00-\udfff]";
    private const string WordBefore = "(?<=[a-zA-Z0-9_])";
    private const string WordAfter = "(?=[a-zA-Z0-9_])";
    private const string NoWordBefore = "(?<![a-zA-Z0-9_])";
    private const string NoWordAfter = "(?![a-zA-Z0-9_])";

    private const string NoPairInClass = "characters beyond U+FFFF in a character class are not supported";

    private readonly string _source;
    private readonly StringBuilder _result = new();
    private int _at;
    private bool _hasName;
    private bool _hasNumber;

    private EcmaPattern(string source) => _source = source;

    /// <summary>The same pattern in the dialect of the base library.</summary>
    /// <exception cref="FormatException">The pattern is not one of ECMA-262, or uses something that is not supported.</exception>
    public static string Translate(string source) => new EcmaPattern(source).Translate();

    private string Translate()
    {
        while (_at < _source.Length)
        {
            var character = _source[_at++];
            switch (character)
            {
                case '\\':
                    _result.Append(Escape(inClass: false));
                    break;
                case '.':
                    _result.Append("(?:").Append(Pair).Append(@"|[^\n\r\u2028\u2029\ud800-\udfff])");
                    break;
                case '$':
                    _result.Append(@"\z");
                    break;
                case '[':
                    Class();
                    break;
                case '(':
                    Group();
                    break;
                case >= '\ud800' and <= '\udbff' when _at < _source.Length:
                    _result.Append("(?:").Append(character).Append(_source[_at++]).Append(')');
                    break;
                default:
                    _result.Append(character);
                    break;
            }
        }

        // The base library numbers named groups after all others, ECMA-262 in the order they open.
        return _hasName && _hasNumber
            ? throw new FormatException("references by number beside named groups are not supported; refer to the groups by name")
            : _result.ToString();
    }

    private void Group()
    {
        _result.Append('(');
        if (_at == _source.Length || _source[_at] != '?')
        {
            return;
        }

        string[] known = ["?:", "?=", "?!", "?<=", "?<!"];
        var rest = _source.AsSpan(_at);
        foreach (var opening in known)
        {
            if (rest.StartsWith(opening, StringComparison.Ordinal))
            {
                _result.Append(opening);
                _at += opening.Length;
                return;
            }
        }

        if (rest.Length < 3 || rest[1] != '<' || !(char.IsLetter(rest[2]) || rest[2] is '_'))
        {
            throw new FormatException($"the group '({rest[..Math.Min(3, rest.Length)]}' is not known to ECMA-262");
        }

        _hasName = true;
        _result.Append("?<");
        _at += 2;
    }

    private void Class()
    {
        var negated = _at < _source.Length && _source[_at] == '^';
        _at += negated ? 1 : 0;
        var members = new StringBuilder();
        while (true)
        {
            if (_at == _source.Length)
            {
                throw new FormatException("a character class is not closed");
            }

            var character = _source[_at++];
            if (character == ']')
            {
                break;
            }

            if (char.IsSurrogate(character))
            {
                throw new FormatException(NoPairInClass);
            }

            // A bare bracket would start a subtraction in the dialect of the base library.
            members.Append(character switch
            {
                '\\' => Escape(inClass: true),
                '[' => @"\[",
                '^' => @"\^",
                _ => character.ToString(),
            });
        }

        if (negated)
        {
            _result.Append("(?:").Append(Pair).Append("|[^").Append(members).Append(@"\ud800-\udfff])");
        }
        else if (members.Length == 0)
        {
            _result.Append(@"[^\0-\uffff]");
        }
        else
        {
            _result.Append('[').Append(members).Append(']');
        }
    }

    private string Escape(bool inClass)
    {
        if (_at == _source.Length)
        {
            throw new FormatException("the pattern ends in a backslash");
        }

        var character = _source[_at++];
        switch (character)
        {
            case 'd':
                return Set("0-9", inClass);
            case 'w':
                return Set("a-zA-Z0-9_", inClass);
            case 's':
                return Set(Space, inClass);
            case 'D':
                return Complement("0-9", @"\0-/:-\uffff", inClass);
            case 'W':
                return Complement("a-zA-Z0-9_", @"\0-/:-@\[-\^`{-\uffff", inClass);
            case 'S':
                return Complement(Space, NotSpace, inClass);
            case 'b' when inClass:
                return @"\x08";
            case 'b':
                return $"(?:{WordBefore}{NoWordAfter}|{NoWordBefore}{WordAfter})";
            case 'B' when !inClass:
                return $"(?:{WordBefore}{WordAfter}|{NoWordBefore}{NoWordAfter})";
            case 'p' or 'P':
                return $@"\{character}{{{Category()}}}";
            case 'u':
                return CodePoint(inClass);
            case 'x':
                return Unit(Hex(2));
            case 'c' when _at < _source.Length && char.IsAsciiLetter(_source[_at]):
                return Unit(_source[_at++] & 0x1F);
            case '0':
                return @"\x00";
            case 't' or 'n' or 'v' or 'f' or 'r':
                return "\\" + character;
            case >= '1' and <= '9' when !inClass:
                return BackReference();
            case 'k' when !inClass && _at < _source.Length && _source[_at] == '<':
                return @"\k";
            case '^' or '$' or '\\' or '.' or '*' or '+' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '/':
                return "\\" + character;
            case '-' when inClass:
                return @"\-";
            default:
                throw new FormatException($"the escape '\\{character}' is not known to ECMA-262");
        }
    }

    private string BackReference()
    {
        _hasNumber = true;
        var start = _at - 1;
        while (_at < _source.Length && char.IsAsciiDigit(_source[_at]))
        {
            _at++;
        }

        // In a group of its own, so that a digit after it is not read as part of the number.
        return $@"(?:\{_source[start.._at]})";
    }

    private static string Set(string members, bool inClass) => inClass ? members : $"[{members}]";

    private static string Complement(string members, string others, bool inClass) =>
        inClass ? others : $@"(?:{Pair}|[^{members}\ud800-\udfff])";

    private string CodePoint(bool inClass)
    {
        if (_at == _source.Length || _source[_at] != '{')
        {
            var unit = Hex(4);
            return char.IsHighSurrogate((char)unit) && TryLowSurrogate(out var low) ? Pairs((char)unit, low, inClass) : Unit(unit);
        }

        var end = _source.IndexOf('}', _at);
        if (end < 0 || !int.TryParse(_source.AsSpan((_at + 1)..end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value is < 0 or > 0x10FFFF)
        {
            throw new FormatException(@"'\u{' must hold a code point in hexadecimal");
        }

        _at = end + 1;
        if (value <= 0xFFFF)
        {
            return Unit(value);
        }

        var pair = char.ConvertFromUtf32(value);
        return Pairs(pair[0], pair[1], inClass);
    }

    // The second half of a pair that is written as two escapes.
    private bool TryLowSurrogate(out char low)
    {
        low = default;
        if (_source.Length < _at + 6
            || !_source.AsSpan(_at).StartsWith(@"\u", StringComparison.Ordinal)
            || !ushort.TryParse(_source.AsSpan(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            || !char.IsLowSurrogate((char)unit))
        {
            return false;
        }

        low = (char)unit;
        _at += 6;
        return true;
    }

    private static string Pairs(char high, char low, bool inClass) =>
        inClass ? throw new FormatException(NoPairInClass) : $"(?:{high}{low})";

    private int Hex(int digits)
    {
        if (_at + digits > _source.Length
            || !int.TryParse(_source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw new FormatException($"an escape must be followed by {digits} hexadecimal digits");
        }

        _at += digits;
        return value;
    }

    private static string Unit(int value) => string.Create(CultureInfo.InvariantCulture, $@"\u{value:x4}");

    private string Category()
    {
        var end = _at < _source.Length && _source[_at] == '{' ? _source.IndexOf('}', _at) : -1;
        var name = end < 0 ? "" : _source[(_at + 1)..end];
        _at = end + 1;
        return UnicodeCategoryNames.Find(name)
            ?? throw new FormatException($"the property '{name}' is not a general category of Unicode");
    }
}
