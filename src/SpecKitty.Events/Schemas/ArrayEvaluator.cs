using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>Evaluates arrays in one pass over their items, and a second one for <c>uniqueItems</c>.</summary>
internal static class ArrayEvaluator
{
    public static bool Evaluate(SchemaNode node, ArrayRules rules, ref Utf8JsonReader reader, in Evaluation evaluation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var start = reader.TokenStartIndex;
        var valid = true;
        if (rules.Unique && UniqueItems.FindPair(reader, evaluation.Source) is (var first, var second))
        {
            valid = false;
            evaluation.Sink?.AddCount(start, node, "uniqueItems", "must not hold equal items", $"equal items {first} and {second}");
        }

        var count = 0;
        while ((valid || evaluation.Reports) && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var item = count < rules.Prefix.Length ? rules.Prefix[count] : rules.Items;
            count++;
            if (item is null)
            {
                reader.Skip();
            }
            else
            {
                valid &= SchemaEvaluator.Evaluate(item, ref reader, evaluation);
            }
        }

        if (!valid && !evaluation.Reports)
        {
            return false;
        }

        if (count < rules.MinCount)
        {
            valid = false;
            evaluation.Sink?.AddCount(start, node, "minItems", $"must have at least {rules.MinCount} items", $"{count} items");
        }

        if (count > rules.MaxCount)
        {
            valid = false;
            evaluation.Sink?.AddCount(start, node, "maxItems", $"must have at most {rules.MaxCount} items", $"{count} items");
        }

        return valid;
    }
}
