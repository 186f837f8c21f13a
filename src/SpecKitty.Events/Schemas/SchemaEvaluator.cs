using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>
/// Evaluates a value against a node while reading it. Without a sink it stops at the first violation and leaves the
/// reader anywhere; with one it goes on, and ends on the last token of the value.
/// </summary>
internal static class SchemaEvaluator
{
    /// <summary>Whether the value the reader stands on fits the node.</summary>
    public static bool Evaluate(SchemaNode node, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var token = reader.TokenType;
        while (node.NullableForm is { } form)
        {
            if (token == JsonTokenType.Null)
            {
                return true;
            }

            node = form;
        }

        if (!FitsKind(node.Kinds, ref reader))
        {
            return Refuse(node, ref reader, evaluation);
        }

        var valid = true;
        if (node.Constants is not null)
        {
            valid = FitsConstants(node, ref reader, evaluation);
        }

        if (node.InPlace is { } inPlace && (valid || evaluation.Reports))
        {
            valid &= InPlaceEvaluator.Evaluate(node, inPlace, ref reader, evaluation);
        }

        if (!valid && !evaluation.Reports)
        {
            return false;
        }

        switch (token)
        {
            case JsonTokenType.String or JsonTokenType.PropertyName:
                return (node.Text is null || ScalarEvaluator.Evaluate(node, node.Text, ref reader, evaluation)) && valid;
            case JsonTokenType.Number:
                return (node.Number is null || ScalarEvaluator.Evaluate(node, node.Number, ref reader, evaluation)) && valid;
            case JsonTokenType.StartObject when node.Object is not null:
                return ObjectEvaluator.Evaluate(node, node.Object, ref reader, evaluation) && valid;
            case JsonTokenType.StartArray when node.Array is not null:
                return ArrayEvaluator.Evaluate(node, node.Array, ref reader, evaluation) && valid;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reader.Skip();
                return valid;
            default:
                return valid;
        }
    }

    /// <summary>As <see cref="Evaluate"/>, but the reader stays on the first token of the value.</summary>
    public static bool EvaluateHere(SchemaNode node, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return Evaluate(node, ref reader, evaluation);
        }

        var copy = reader;
        return Evaluate(node, ref copy, evaluation);
    }

    private static bool FitsKind(JsonKinds kinds, ref Utf8JsonReader reader)
    {
        if (kinds == JsonKinds.All)
        {
            return true;
        }

        if ((kinds & JsonKindNames.Of(reader.TokenType)) == JsonKinds.None)
        {
            return false;
        }

        return reader.TokenType != JsonTokenType.Number || (kinds & JsonKinds.Number) != JsonKinds.None || NumberValue.IsWhole(reader.ValueSpan);
    }

    // The other keywords of a node take its type for granted, so a wrong type is the one violation reported for it.
    private static bool Refuse(SchemaNode node, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        if (evaluation.Sink is { } sink)
        {
            if (node.RefusesAll)
            {
                sink.Add(ref reader, node.Pointer, "false", "must not be there");
            }
            else
            {
                sink.Add(ref reader, node, "type", "must be " + JsonKindNames.Describe(node.Kinds));
            }

            // On a member name there is nothing to pass over: its value is not part of what is looked at.
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                reader.Skip();
            }
        }

        return false;
    }

    private static bool FitsConstants(SchemaNode node, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var valid = true;
        foreach (var rule in node.Constants!)
        {
            if (!rule.Matches(ref reader))
            {
                valid = false;
                evaluation.Sink?.Add(ref reader, node, rule.Keyword, DescribeConstants(rule));
            }
        }

        return valid;
    }

    private static string DescribeConstants(ConstantRule rule) => rule.Values switch
    {
        [] => "must be one of no values at all",
        [var only] => "must be " + ViolationSink.Cut(only.Json),
        var values => "must be one of " + string.Join(", ", values.Select(value => ViolationSink.Cut(value.Json))),
    };
}

/// <summary>What stays the same through one evaluation.</summary>
/// <param name="source">The text of the instance; every reader reads from it.</param>
/// <param name="sink">Where violations go; <see langword="null"/> when only the verdict counts.</param>
internal readonly ref struct Evaluation(ReadOnlySpan<byte> source, ViolationSink? sink)
{
    public ReadOnlySpan<byte> Source { get; } = source;

    public ViolationSink? Sink { get; } = sink;

    public bool Reports => Sink is not null;

    /// <summary>The same evaluation, for a form that is only tried.</summary>
    public Evaluation Trial() => new(Source, null);
}
