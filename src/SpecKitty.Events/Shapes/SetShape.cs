using System.Text.Json;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>A set of texts, written as a list.</summary>
internal sealed class SetShape : ValueShape
{
    internal override string Expected => "a list";

    /// <inheritdoc/>
    public override string Describe() => "set of text, sorted";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.StartArray)
        {
            return RefuseType(ref reader);
        }

        return Shape.Texts().Read(ref reader) is EquatableList<string> members ? EquatableSet.Of(members) : null;
    }
}
