using System.Text.Json;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>The shape of an object whose member names are keys.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class MapShape<T>(ValueShape value) : ValueShape
{
    internal override string Expected => "an object";

    /// <inheritdoc/>
    public override string Describe() => $"map of text to {value.Describe()}";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            return RefuseType(ref reader);
        }

        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        var refused = false;
        while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.Json.GetString()!;
            reader.Json.Read();
            reader.Enter(key);
            if (value.Read(ref reader) is T item)
            {
                entries[key] = item;
            }
            else
            {
                refused = true;
            }

            reader.Leave();
        }

        return refused ? null : EquatableMap.Sorted(entries);
    }
}
