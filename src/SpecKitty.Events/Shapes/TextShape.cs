using System.Text.Json;
using System.Text.RegularExpressions;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>A text of at least so many characters (Unicode code points), perhaps of a given form.</summary>
internal sealed class TextShape : ValueShape
{
    private readonly Regex? _form;
    private readonly string? _rule;

    internal TextShape(int minLength, Regex? form = null, string? schemaPattern = null, string? rule = null)
    {
        MinLength = minLength;
        _form = form;
        Pattern = schemaPattern;
        _rule = rule;
    }

    /// <summary>The least number of characters: 0 or 1.</summary>
    public int MinLength { get; }

    /// <summary>The form that the whole text has, as JSON Schema spells it; null for any.</summary>
    public string? Pattern { get; }

    internal override string Expected => "a string";

    /// <inheritdoc/>
    public override string Describe() => _rule is not null ? $"text, {_rule}" : MinLength > 0 ? "text, at least one character" : "text";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.String)
        {
            return RefuseType(ref reader);
        }

        if (MinLength > 0 && reader.Json.ValueSpan.IsEmpty)
        {
            var path = reader.Path();
            reader.Report(ContractErrorCode.TooShort, path, ContractMessages.TooShort(path, MinLength));
            return null;
        }

        var text = reader.Text();
        if (_form is not null && !_form.IsMatch(text))
        {
            var path = reader.Path();
            reader.Report(ContractErrorCode.PatternMismatch, path, ContractMessages.PatternMismatch(path, _rule!, ContractMessages.Quote(text)));
            return null;
        }

        return text;
    }
}
