using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpecKitty.Events.Schemas;

/// <summary>What a subschema asks of strings. Lengths count code points.</summary>
internal sealed class TextRules
{
    public int MinLength { get; set; }

    public int MaxLength { get; set; } = int.MaxValue;

    public Regex? Pattern { get; set; }

    /// <summary>The pattern as the schema writes it, for messages.</summary>
    public string PatternText { get; set; } = "";

    public AssertedFormat Format { get; set; }

    public ByteTest<bool>? FormatTest { get; set; }
}

/// <summary>What a subschema asks of numbers.</summary>
internal sealed class NumberRules
{
    public NumberBound? Minimum { get; set; }

    public NumberBound? Maximum { get; set; }

    public NumberBound? ExclusiveMinimum { get; set; }

    public NumberBound? ExclusiveMaximum { get; set; }

    /// <summary>The significant digits of <c>multipleOf</c>; 0 when there is none.</summary>
    public ulong MultipleOfDigits { get; set; }

    /// <summary>The power of ten of the last of those digits.</summary>
    public long MultipleOfPower { get; set; }

    /// <summary><c>multipleOf</c> as the schema writes it, for messages.</summary>
    public string MultipleOfText { get; set; } = "";
}

/// <summary>A number to compare with, kept as text and, when it is short and whole, as an integer for the quick way.</summary>
internal sealed class NumberBound
{
    private readonly byte[] _text;
    private readonly long _integer;
    private readonly bool _isInteger;

    public NumberBound(byte[] text)
    {
        _text = text;
        _isInteger = NumberValue.TryReadShortInteger(text, out _integer);
    }

    public override string ToString() => System.Text.Encoding.UTF8.GetString(_text);

    /// <summary>Negative, zero or positive as the number is below, at or above the bound.</summary>
    public int Compare(ReadOnlySpan<byte> number) =>
        _isInteger && NumberValue.TryReadShortInteger(number, out var value)
            ? value.CompareTo(_integer)
            : NumberValue.Compare(NumberValue.Parse(number), NumberValue.Parse(_text));
}

/// <summary><c>enum</c>, or <c>const</c> as an enum of one.</summary>
internal sealed class ConstantRule(string keyword, Constant[] values)
{
    public string Keyword { get; } = keyword;

    public Constant[] Values { get; } = values;

    public bool Matches(ref Utf8JsonReader reader)
    {
        foreach (var value in Values)
        {
            if (value.Matches(ref reader))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One value of an enum.</summary>
internal sealed class Constant
{
    private readonly JsonTokenType _token;

    // Strings: the unescaped text. Everything else: the JSON.
    private readonly byte[] _text;

    public Constant(JsonElement value)
    {
        Json = value.GetRawText();
        _text = System.Text.Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : Json);
        _token = value.ValueKind switch
        {
            JsonValueKind.String => JsonTokenType.String,
            JsonValueKind.Number => JsonTokenType.Number,
            JsonValueKind.True => JsonTokenType.True,
            JsonValueKind.False => JsonTokenType.False,
            JsonValueKind.Object => JsonTokenType.StartObject,
            JsonValueKind.Array => JsonTokenType.StartArray,
            _ => JsonTokenType.Null,
        };
    }

    /// <summary>The value as the schema writes it.</summary>
    public string Json { get; }

    public bool Matches(ref Utf8JsonReader reader)
    {
        var token = reader.TokenType;
        if (token is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            return _token == JsonTokenType.String
                && (reader.ValueIsEscaped ? reader.ValueTextEquals(_text) : reader.ValueSpan.SequenceEqual(_text));
        }

        if (token != _token)
        {
            return false;
        }

        if (token == JsonTokenType.Number)
        {
            return NumberValue.AreEqual(reader.ValueSpan, _text);
        }

        if (token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        var value = reader;
        var constant = new Utf8JsonReader(_text);
        constant.Read();
        return JsonEquality.AreEqual(ref value, ref constant, _text);
    }
}
