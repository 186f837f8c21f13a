using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>The types of JSON Schema, as a set. A number token is both <see cref="Number"/> and a candidate for <see cref="Integer"/>.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Object = 4,
    Array = 8,
    Number = 16,
    String = 32,
    Integer = 64,
    All = Null | Boolean | Object | Array | Number | String | Integer,
}

internal static class JsonKindNames
{
    private static readonly (JsonKinds Kind, string Name, string Phrase)[] Table =
    [
        (JsonKinds.String, "string", "a string"),
        (JsonKinds.Integer, "integer", "an integer"),
        (JsonKinds.Number, "number", "a number"),
        (JsonKinds.Boolean, "boolean", "a boolean"),
        (JsonKinds.Object, "object", "an object"),
        (JsonKinds.Array, "array", "an array"),
        (JsonKinds.Null, "null", "null"),
    ];

    // Indexed by JsonTokenType; a member name counts as a string, for propertyNames.
    private static ReadOnlySpan<byte> ByToken =>
    [
        0,
        (byte)JsonKinds.Object, 0,
        (byte)JsonKinds.Array, 0,
        (byte)JsonKinds.String,
        0,
        (byte)JsonKinds.String,
        (byte)(JsonKinds.Number | JsonKinds.Integer),
        (byte)JsonKinds.Boolean, (byte)JsonKinds.Boolean,
        (byte)JsonKinds.Null,
    ];

    public static JsonKinds Of(JsonTokenType token) => (JsonKinds)ByToken[(int)token];

    public static JsonKinds Parse(string? name)
    {
        foreach (var (kind, known, _) in Table)
        {
            if (known == name)
            {
                return kind;
            }
        }

        return JsonKinds.None;
    }

    public static string Describe(JsonKinds kinds)
    {
        // A number set already admits every integer.
        var shown = kinds.HasFlag(JsonKinds.Number) ? kinds & ~JsonKinds.Integer : kinds;
        return string.Join(" or ", Table.Where(row => (row.Kind & shown) != JsonKinds.None).Select(row => row.Phrase));
    }
}
