using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>A date or date-time in ISO 8601, with or without an offset; kept as its text.</summary>
internal sealed class LooseDateTimeShape : ValueShape
{
    internal override string Expected => "a date-time string";

    /// <inheritdoc/>
    public override string Describe() => "date or date-time, ISO 8601";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.String)
        {
            return RefuseType(ref reader);
        }

        var text = reader.Json.GetString()!;
        var withOffset = text.Length == 10 ? $"{text}T00:00:00Z" : text;
        if (EventTimestamp.TryParse(withOffset, out _, out var reason) || EventTimestamp.TryParse($"{withOffset}Z", out _, out var withoutOffset))
        {
            return text;
        }

        // What is wrong beside the offset, which may be left out here.
        var path = reader.Path();
        reader.Report(ContractErrorCode.InvalidTimestamp, path, ContractMessages.InvalidLooseTimestamp(path, HasOffset(text) ? reason : withoutOffset, ContractMessages.Quote(text)));
        return null;
    }

    private static bool HasOffset(string text) => text.Length > 10 && text.AsSpan(10).IndexOfAny("Zz+-") >= 0;
}
