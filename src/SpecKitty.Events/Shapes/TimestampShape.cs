using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>A date-time: ISO 8601 with an offset.</summary>
internal sealed class TimestampShape : ValueShape
{
    internal override string Expected => "a date-time string";

    /// <inheritdoc/>
    public override string Describe() => "date-time, ISO 8601 with an offset";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.String)
        {
            return RefuseType(ref reader);
        }

        if (EventTimestamp.TryRead(ref reader.Json, out var value, out var reason))
        {
            return value;
        }

        var path = reader.Path();
        reader.Report(ContractErrorCode.InvalidTimestamp, path, ContractMessages.InvalidTimestamp(path, reason, ContractMessages.Quote(reader.Json.GetString()!)));
        return null;
    }
}
