using System.Text.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>The shape of an object whose member names are keys.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="key">Reads a key; null for one that is none.</param>
/// <param name="keyRule">What keys are, for a message.</param>
/// <param name="value">The shape of the values.</param>
/// <param name="rule">What key and value must agree on: the member to blame and the message, or null when they agree.</param>
internal sealed class MapShape<TKey, TValue>(Func<string, TKey?> key, string keyRule, ValueShape value, Func<TKey, TValue, (string Member, string Message)?>? rule = null) : ValueShape
    where TKey : class
{
    internal override string Expected => "an object";

    /// <inheritdoc/>
    public override string Describe() => $"map of {keyRule} to {value.Describe()}";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            return RefuseType(ref reader);
        }

        var entries = new Dictionary<TKey, TValue>();
        var order = new List<KeyValuePair<TKey, TValue>>();
        var refused = false;
        while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.Json.GetString()!;
            reader.Json.Read();
            reader.Enter(name);
            var known = key(name);
            if (known is null)
            {
                reader.Report(ContractErrorCode.PatternMismatch, reader.Path(), ContractMessages.PatternMismatch(reader.Path(), keyRule, ContractMessages.Quote(name)));
            }

            if (value.Read(ref reader) is not TValue item || known is null || !entries.TryAdd(known, item))
            {
                refused = true;
            }
            else if (rule?.Invoke(known, item) is var (member, message))
            {
                reader.Report(ContractErrorCode.RuleBroken, reader.Path(member), message);
                refused = true;
            }
            else
            {
                order.Add(KeyValuePair.Create(known, item));
            }

            reader.Leave();
        }

        return refused ? null : EquatableMap.Create(order);
    }
}
