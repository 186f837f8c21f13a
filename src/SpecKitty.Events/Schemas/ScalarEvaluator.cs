using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpecKitty.Events.Schemas;

/// <summary>Evaluates strings, member names among them, and numbers.</summary>
internal static class ScalarEvaluator
{
    public static bool Evaluate(SchemaNode node, TextRules rules, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var valid = true;
        if (IsTooShort(rules.MinLength, ref reader))
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "minLength", Text($"must have at least {rules.MinLength} characters"));
        }

        if (IsTooLong(rules.MaxLength, ref reader))
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "maxLength", Text($"must have at most {rules.MaxLength} characters"));
        }

        if (rules.Pattern is not null && (valid || evaluation.Reports) && !Matches(rules.Pattern, ref reader))
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "pattern", "must match the pattern " + ViolationSink.Cut(rules.PatternText));
        }

        if (rules.FormatTest is not null && (valid || evaluation.Reports) && !InstanceText.TestBytes(ref reader, rules.FormatTest))
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "format", "must be " + FormatChecks.Describe(rules.Format));
        }

        return valid;
    }

    public static bool Evaluate(SchemaNode node, NumberRules rules, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var number = reader.ValueSpan;
        var valid = true;
        if (rules.Minimum is { } minimum && minimum.Compare(number) < 0)
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "minimum", $"must be at least {minimum}");
        }

        if (rules.Maximum is { } maximum && maximum.Compare(number) > 0)
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "maximum", $"must be at most {maximum}");
        }

        if (rules.ExclusiveMinimum is { } above && above.Compare(number) <= 0)
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "exclusiveMinimum", $"must be greater than {above}");
        }

        if (rules.ExclusiveMaximum is { } below && below.Compare(number) >= 0)
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "exclusiveMaximum", $"must be less than {below}");
        }

        if (rules.MultipleOfDigits != 0 && !NumberValue.Parse(number).IsMultipleOf(rules.MultipleOfDigits, rules.MultipleOfPower))
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "multipleOf", $"must be a multiple of {rules.MultipleOfText}");
        }

        return valid;
    }

    /// <summary>Whether the text of the string, or member name, matches. A match that is too much work counts as none.</summary>
    public static bool Matches(Regex pattern, ref Utf8JsonReader reader)
        => InstanceText.Test(ref reader, pattern, static (text, regex) => PatternMatch.IsFound(regex, text));

    // A code point takes one to four bytes, or up to twelve when escaped: most texts are decided by their byte length.
    private static bool IsTooShort(int least, ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan.Length;
        return bytes < least || ((long)bytes < 12L * least && InstanceText.CountCodePoints(ref reader) < least);
    }

    private static bool IsTooLong(int most, ref Utf8JsonReader reader) =>
        reader.ValueSpan.Length > most && InstanceText.CountCodePoints(ref reader) > most;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
