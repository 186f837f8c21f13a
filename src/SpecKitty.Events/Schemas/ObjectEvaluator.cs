using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>Evaluates objects in one pass over their members.</summary>
internal static class ObjectEvaluator
{
    private const int BitsInWord = 64;

    public static bool Evaluate(SchemaNode node, ObjectRules rules, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var start = reader.TokenStartIndex;

        // One word for the first 64 required members; only schemas that require more pay for an array.
        ulong seen = 0;
        var seenBeyond = rules.Required.Length > BitsInWord ? new bool[rules.Required.Length - BitsInWord] : null;
        var valid = true;
        var expected = 0;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            count++;
            var at = rules.Find(ref reader, expected);
            if (at >= 0)
            {
                expected = at + 1;
                var required = rules.Members[at].RequiredAt;
                if ((uint)required < BitsInWord)
                {
                    seen |= 1UL << required;
                }
                else if (required >= BitsInWord)
                {
                    seenBeyond![required - BitsInWord] = true;
                }
            }

            valid &= EvaluateMember(node, rules, at, ref reader, evaluation);
            if (!valid && !evaluation.Reports)
            {
                return false;
            }
        }

        return HasRequired(node, rules.Required, seen, seenBeyond, start, evaluation)
            & HasAllowedCount(node, rules, count, start, evaluation)
            & valid;
    }

    // The reader stands on the member's name and ends on the last token of its value.
    private static bool EvaluateMember(SchemaNode node, ObjectRules rules, int at, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var isProperty = at >= 0 && rules.Members[at].IsProperty;
        if (rules.Names is null && rules.Patterns.Length == 0 && (isProperty || rules.Additional is null))
        {
            reader.Read();
            if (isProperty && rules.Members[at].Value is { } value)
            {
                return SchemaEvaluator.Evaluate(value, ref reader, evaluation);
            }

            reader.Skip();
            return true;
        }

        return EvaluateMemberFully(node, rules, at, isProperty, ref reader, evaluation);
    }

    private static bool EvaluateMemberFully(
        SchemaNode node, ObjectRules rules, int at, bool isProperty, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        var valid = rules.Names is null || SchemaEvaluator.Evaluate(rules.Names, ref reader, evaluation);
        var name = reader;
        reader.Read();
        if (isProperty && rules.Members[at].Value is { } value)
        {
            valid &= SchemaEvaluator.EvaluateHere(value, ref reader, evaluation);
        }

        var covered = isProperty;
        foreach (var pattern in rules.Patterns)
        {
            if (ScalarEvaluator.Matches(pattern.Pattern, ref name))
            {
                covered = true;
                valid &= SchemaEvaluator.EvaluateHere(pattern.Value, ref reader, evaluation);
            }
        }

        if (!covered && rules.Additional is { } additional)
        {
            if (!additional.RefusesAll)
            {
                valid &= SchemaEvaluator.EvaluateHere(additional, ref reader, evaluation);
            }
            else
            {
                valid = false;
                evaluation.Sink?.Add(ref reader, node, "additionalProperties", "is not a member that is allowed here");
            }
        }

        reader.Skip();
        return valid;
    }

    private static bool HasRequired(
        SchemaNode node, string[] required, ulong seen, bool[]? seenBeyond, long start, in Evaluation evaluation)
    {
        var all = required.Length >= BitsInWord ? ulong.MaxValue : (1UL << required.Length) - 1;
        if (seen == all && (seenBeyond is null || !seenBeyond.Contains(false)))
        {
            return true;
        }

        for (var at = 0; evaluation.Reports && at < required.Length; at++)
        {
            if (at < BitsInWord ? (seen & (1UL << at)) == 0 : !seenBeyond![at - BitsInWord])
            {
                evaluation.Sink!.AddMissing(start, node, required[at]);
            }
        }

        return false;
    }

    private static bool HasAllowedCount(SchemaNode node, ObjectRules rules, int count, long start, in Evaluation evaluation)
    {
        if (count < rules.MinCount)
        {
            evaluation.Sink?.AddCount(start, node, "minProperties", $"must have at least {rules.MinCount} members", $"{count} members");
        }

        if (count > rules.MaxCount)
        {
            evaluation.Sink?.AddCount(start, node, "maxProperties", $"must have at most {rules.MaxCount} members", $"{count} members");
        }

        return count >= rules.MinCount && count <= rules.MaxCount;
    }
}
