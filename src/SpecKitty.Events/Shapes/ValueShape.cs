using System.Text;
using System.Text.Json;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Shapes;

/// <summary>The rule that one value of a payload keeps. Reading, JSON Schemas and the tables of the documentation all come from it.</summary>
internal abstract class ValueShape
{
    private protected ValueShape()
    {
    }

    /// <summary>The rule in words for a table, such as "text, at least one character".</summary>
    public abstract string Describe();

    /// <summary>The JSON type in words for a message, such as "a string".</summary>
    internal abstract string Expected { get; }

    /// <summary>Reads the value under the reader; leaves the reader on its last token.</summary>
    /// <returns>The value, or null after reporting at least one fault.</returns>
    internal abstract object? Read(ref ShapeReader reader);

    /// <summary>Reports a value of the wrong type and skips it.</summary>
    private protected object? RefuseType(ref ShapeReader reader)
    {
        var path = reader.Path();
        reader.Report(ContractErrorCode.WrongType, path, ContractMessages.WrongType(path, Expected, Arrived(ref reader.Json)));
        reader.Json.Skip();
        return null;
    }

    /// <summary>What stands under the reader, for a message.</summary>
    internal static string Arrived(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.String => ContractMessages.Quote(json.GetString()!),
        _ => Encoding.UTF8.GetString(json.ValueSpan),
    };
}
