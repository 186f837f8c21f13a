using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>Evaluates the subschemas that look at the same value: references, combinations and conditions.</summary>
internal static class InPlaceEvaluator
{
    public static bool Evaluate(SchemaNode node, InPlaceRules rules, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var valid = rules.Reference is null || SchemaEvaluator.EvaluateHere(rules.Reference, ref reader, evaluation);
        if (rules.AllOf is not null && (valid || evaluation.Reports))
        {
            foreach (var part in rules.AllOf)
            {
                valid &= SchemaEvaluator.EvaluateHere(part, ref reader, evaluation);
                if (!valid && !evaluation.Reports)
                {
                    return false;
                }
            }
        }

        if (rules.AnyOf is not null && (valid || evaluation.Reports))
        {
            valid &= FitsAnyOf(node, rules.AnyOf, ref reader, evaluation);
        }

        if (rules.OneOf is not null && (valid || evaluation.Reports))
        {
            valid &= FitsOneOf(node, rules.OneOf, ref reader, evaluation);
        }

        if (rules.Not is not null && (valid || evaluation.Reports) && SchemaEvaluator.EvaluateHere(rules.Not, ref reader, evaluation.Trial()))
        {
            valid = false;
            evaluation.Sink?.Add(ref reader, node, "not", "must not have the form that 'not' describes");
        }

        if (rules.If is not null && (valid || evaluation.Reports))
        {
            var branch = SchemaEvaluator.EvaluateHere(rules.If, ref reader, evaluation.Trial()) ? rules.Then : rules.Else;
            valid &= branch is null || SchemaEvaluator.EvaluateHere(branch, ref reader, evaluation);
        }

        return valid;
    }

    private static bool FitsAnyOf(SchemaNode node, SchemaNode[] forms, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var kind = JsonKindNames.Of(reader.TokenType);
        foreach (var form in forms)
        {
            if ((form.Kinds & kind) != JsonKinds.None && SchemaEvaluator.EvaluateHere(form, ref reader, evaluation.Trial()))
            {
                return true;
            }
        }

        if (evaluation.Reports)
        {
            ReportNoForm(node, forms, "anyOf", "must have at least one of the {0} forms allowed", ref reader, evaluation);
        }

        return false;
    }

    private static bool FitsOneOf(SchemaNode node, SchemaNode[] forms, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var matches = 0;
        foreach (var form in forms)
        {
            matches += SchemaEvaluator.EvaluateHere(form, ref reader, evaluation.Trial()) ? 1 : 0;
            if (matches > 1)
            {
                evaluation.Sink?.Add(
                    ref reader, node, "oneOf", Text("must have exactly one of the {0} forms allowed and has more", forms.Length));
                return false;
            }
        }

        if (matches == 0 && evaluation.Reports)
        {
            ReportNoForm(node, forms, "oneOf", "must have exactly one of the {0} forms allowed and has none", ref reader, evaluation);
        }

        return matches == 1;
    }

    // When the type leaves one form only (the other is mostly null), what that form lacks says more than "no form fits".
    private static void ReportNoForm(
        SchemaNode node, SchemaNode[] forms, string keyword, string rule, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var kind = JsonKindNames.Of(reader.TokenType);
        var candidates = forms.Where(form => (form.Kinds & kind) != JsonKinds.None).ToArray();
        if (candidates is [var only] && forms.Length > 1)
        {
            SchemaEvaluator.EvaluateHere(only, ref reader, evaluation);
            return;
        }

        var kinds = forms.Aggregate(JsonKinds.None, (sum, form) => sum | form.Kinds);
        evaluation.Sink!.Add(
            ref reader,
            node,
            keyword,
            candidates.Length == 0 && kinds != JsonKinds.None ? "must be " + JsonKindNames.Describe(kinds) : Text(rule, forms.Length));
    }

    private static string Text(string format, int count) => string.Format(CultureInfo.InvariantCulture, format, count);
}
