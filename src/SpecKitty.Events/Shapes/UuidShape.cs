using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>A UUID.</summary>
internal sealed class UuidShape : ValueShape
{
    internal override string Expected => "a string";

    /// <inheritdoc/>
    public override string Describe() => "UUID";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.String)
        {
            return RefuseType(ref reader);
        }

        if (UuidText.TryRead(ref reader.Json, out var value))
        {
            return value;
        }

        var path = reader.Path();
        reader.Report(ContractErrorCode.InvalidUuid, path, ContractMessages.InvalidUuid(path, ContractMessages.Quote(reader.Json.GetString()!)));
        return null;
    }
}
