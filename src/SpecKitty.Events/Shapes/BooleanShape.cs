using System.Text.Json;

namespace SpecKitty.Events.Shapes;

/// <summary>True or false.</summary>
internal sealed class BooleanShape : ValueShape
{
    private static readonly object True = true;
    private static readonly object False = false;

    internal override string Expected => "true or false";

    /// <inheritdoc/>
    public override string Describe() => "true or false";

    internal override object? Read(ref ShapeReader reader) => reader.Json.TokenType switch
    {
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        _ => RefuseType(ref reader),
    };
}
