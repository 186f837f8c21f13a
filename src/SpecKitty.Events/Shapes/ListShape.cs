using System.Text.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>The shape of a list.</summary>
internal abstract class ListShape : ValueShape
{
    private protected ListShape(ValueShape item, int minItems)
    {
        Item = item;
        MinItems = minItems;
    }

    /// <summary>The shape of every item.</summary>
    public ValueShape Item { get; }

    /// <summary>The least number of items.</summary>
    public int MinItems { get; }

    internal override string Expected => "a list";

    /// <inheritdoc/>
    public override string Describe() => MinItems > 0 ? $"list of {Item.Describe()}, at least {MinItems}" : $"list of {Item.Describe()}";
}

/// <summary>The shape of a list whose items are read as <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The item.</typeparam>
internal sealed class ListShape<T>(ValueShape item, int minItems = 0) : ListShape(item, minItems)
{
    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.StartArray)
        {
            return RefuseType(ref reader);
        }

        var items = new List<T>();
        var refused = false;
        var position = 0;
        while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndArray)
        {
            reader.Enter(position++);
            if (Item.Read(ref reader) is T value)
            {
                items.Add(value);
            }
            else
            {
                refused = true;
            }

            reader.Leave();
        }

        if (position < MinItems)
        {
            var path = reader.Path();
            reader.Report(ContractErrorCode.TooFewItems, path, ContractMessages.TooFewItems(path, MinItems, position));
            return null;
        }

        return refused ? null : EquatableList.Create<T>([.. items]);
    }
}
