using System.Text.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>The shape of an object whose member names are keys.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
internal sealed class MapShape<TKey, TValue>(Func<string, TKey?> key, string keyRule, ValueShape value) : ValueShape
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

            if (value.Read(ref reader) is TValue item && known is not null && entries.TryAdd(known, item))
            {
                order.Add(KeyValuePair.Create(known, item));
            }
            else
            {
                refused = true;
            }

            reader.Leave();
        }

        return refused ? null : EquatableMap.Create(order);
    }
}
