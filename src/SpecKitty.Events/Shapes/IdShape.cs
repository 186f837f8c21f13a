using System.Text;
using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>A ULID or a UUID.</summary>
internal sealed class IdShape : ValueShape
{
    /// <summary>The form, as JSON Schema spells it.</summary>
    public const string Pattern = "^([0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}|[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32})$";

    internal override string Expected => "a string";

    /// <inheritdoc/>
    public override string Describe() => "ULID or UUID";

    internal override object? Read(ref ShapeReader reader)
    {
        if (reader.Json.TokenType != JsonTokenType.String)
        {
            return RefuseType(ref reader);
        }

        var text = reader.Json.GetString()!;
        if (EventId.TryRead(Encoding.UTF8.GetBytes(text), out var id, out var reason))
        {
            return id;
        }

        var path = reader.Path();
        reader.Report(ContractErrorCode.InvalidId, path, ContractMessages.InvalidId(path, reason, ContractMessages.Quote(text)));
        return null;
    }
}
