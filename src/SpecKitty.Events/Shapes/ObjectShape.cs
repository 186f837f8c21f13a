using System.Text.Json;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Shapes;

/// <summary>Any JSON object, kept as it came.</summary>
internal sealed class ObjectShape : ValueShape
{
    internal override string Expected => "an object";

    /// <inheritdoc/>
    public override string Describe() => "object";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            return RefuseType(ref reader);
        }

        var from = (int)reader.Json.TokenStartIndex;
        reader.Json.Skip();
        return new JsonText(reader.Slice(from, (int)reader.Json.BytesConsumed));
    }
}
