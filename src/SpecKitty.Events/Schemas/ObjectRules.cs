using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpecKitty.Events.Schemas;

/// <summary>What a subschema asks of objects.</summary>
internal sealed class ObjectRules
{
    /// <summary>Every member the subschema names, in <c>properties</c> or in <c>required</c>.</summary>
    public MemberRule[] Members { get; set; } = [];

    /// <summary>The required names, in the order of their positions in <see cref="MemberRule.RequiredAt"/>.</summary>
    public string[] Required { get; set; } = [];

    public PatternRule[] Patterns { get; set; } = [];

    /// <summary>For members that neither <c>properties</c> nor a pattern covers.</summary>
    public SchemaNode? Additional { get; set; }

    public SchemaNode? Names { get; set; }

    public int MinCount { get; set; }

    public int MaxCount { get; set; } = int.MaxValue;

    /// <summary>Position in <see cref="Members"/> of the member whose name the reader stands on, or -1.</summary>
    /// <param name="reader">Stands on a member name.</param>
    /// <param name="expected">The position to try first.</param>
    public int Find(ref readonly Utf8JsonReader reader, int expected)
    {
        var members = Members;
        if (reader.ValueIsEscaped)
        {
            for (var at = 0; at < members.Length; at++)
            {
                if (reader.ValueTextEquals(members[at].Name))
                {
                    return at;
                }
            }

            return -1;
        }

        var name = reader.ValueSpan;
        if ((uint)expected < (uint)members.Length && name.SequenceEqual(members[expected].Name))
        {
            return expected;
        }

        for (var at = 0; at < members.Length; at++)
        {
            if (name.SequenceEqual(members[at].Name))
            {
                return at;
            }
        }

        return -1;
    }
}

/// <summary>One member that a subschema names.</summary>
/// <param name="Name">The name in UTF-8.</param>
/// <param name="Value">What its value must be; <see langword="null"/> when anything will do.</param>
/// <param name="RequiredAt">Position among the required members, or -1.</param>
/// <param name="IsProperty">Whether <c>properties</c> lists it, so that it is not additional.</param>
internal readonly record struct MemberRule(byte[] Name, SchemaNode? Value, int RequiredAt, bool IsProperty);

/// <summary>What the values of members must be whose names match a pattern.</summary>
internal readonly record struct PatternRule(Regex Pattern, SchemaNode Value);
