using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SpecKitty.Events.Schemas;

/// <summary>
/// Equality of JSON values as JSON Schema means it: numbers by value, strings by unescaped text, objects without regard
/// to the order of members. Reads both sides in step, without building either.
/// </summary>
/// <remarks>Names that stand twice in one object have no agreed meaning; such objects may compare either way.</remarks>
internal static class JsonEquality
{
    // Up to this many members a scan is cheaper than an index.
    private const int ScanLimit = 8;

    /// <summary>
    /// Whether two values are equal. Each reader stands on the first token of its value; when they are equal, each ends
    /// on the last. <paramref name="rightSource"/> is what the right reader reads from.
    /// </summary>
    public static bool AreEqual(ref Utf8JsonReader left, ref Utf8JsonReader right, ReadOnlySpan<byte> rightSource)
    {
        if (left.TokenType != right.TokenType)
        {
            return false;
        }

        return left.TokenType switch
        {
            JsonTokenType.String => StringsEqual(ref left, ref right),
            JsonTokenType.Number => NumberValue.AreEqual(left.ValueSpan, right.ValueSpan),
            JsonTokenType.StartArray => ArraysEqual(ref left, ref right, rightSource),
            JsonTokenType.StartObject => ObjectsEqual(ref left, ref right, rightSource),
            _ => true,
        };
    }

    private static bool StringsEqual(ref Utf8JsonReader left, ref Utf8JsonReader right)
    {
        if (!left.ValueIsEscaped)
        {
            return right.ValueTextEquals(left.ValueSpan);
        }

        return right.ValueIsEscaped ? right.ValueTextEquals(left.GetString()) : left.ValueTextEquals(right.ValueSpan);
    }

    private static bool ArraysEqual(ref Utf8JsonReader left, ref Utf8JsonReader right, ReadOnlySpan<byte> rightSource)
    {
        while (true)
        {
            left.Read();
            right.Read();
            if (left.TokenType == JsonTokenType.EndArray || right.TokenType == JsonTokenType.EndArray)
            {
                return left.TokenType == right.TokenType;
            }

            if (!AreEqual(ref left, ref right, rightSource))
            {
                return false;
            }
        }
    }

    private static bool ObjectsEqual(ref Utf8JsonReader left, ref Utf8JsonReader right, ReadOnlySpan<byte> rightSource)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();

        // Both sides mostly list their members in the same order: then one pass in step is enough.
        var start = right;
        var members = 0;
        while (true)
        {
            left.Read();
            right.Read();
            if (left.TokenType == JsonTokenType.EndObject || right.TokenType == JsonTokenType.EndObject)
            {
                return left.TokenType == right.TokenType;
            }

            if (!StringsEqual(ref left, ref right))
            {
                right = start;
                return RestIsFound(ref left, ref right, rightSource, members);
            }

            left.Read();
            right.Read();
            if (!AreEqual(ref left, ref right, rightSource))
            {
                return false;
            }

            members++;
        }
    }

    // `left` stands on a member name; `right` on its object's start. The first `done` members agree already.
    private static bool RestIsFound(ref Utf8JsonReader left, ref Utf8JsonReader right, ReadOnlySpan<byte> rightSource, int done)
    {
        var start = right;
        var count = 0;
        while (right.Read() && right.TokenType != JsonTokenType.EndObject)
        {
            right.Read();
            right.Skip();
            count++;
        }

        var index = count > ScanLimit ? IndexMembers(start) : null;
        var seen = done;
        for (; left.TokenType != JsonTokenType.EndObject; left.Read())
        {
            var source = rightSource;
            var candidate = start;
            if (index is null ? !Find(ref left, ref candidate) : !Find(ref left, index, ref candidate, ref source))
            {
                return false;
            }

            left.Read();
            if (!AreEqual(ref left, ref candidate, source))
            {
                return false;
            }

            seen++;
        }

        return seen == count;
    }

    private static bool Find(ref Utf8JsonReader name, ref Utf8JsonReader candidate)
    {
        while (candidate.Read() && candidate.TokenType != JsonTokenType.EndObject)
        {
            var same = StringsEqual(ref name, ref candidate);
            candidate.Read();
            if (same)
            {
                return true;
            }

            candidate.Skip();
        }

        return false;
    }

    private static bool Find(
        ref Utf8JsonReader name, Dictionary<string, Range> index, ref Utf8JsonReader candidate, ref ReadOnlySpan<byte> source)
    {
        if (!index.TryGetValue(name.GetString()!, out var extent))
        {
            return false;
        }

        source = source[extent];
        candidate = new Utf8JsonReader(source, candidate.CurrentState.Options);
        return candidate.Read();
    }

    private static Dictionary<string, Range> IndexMembers(Utf8JsonReader reader)
    {
        var index = new Dictionary<string, Range>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            index[name] = start..(int)reader.BytesConsumed;
        }

        return index;
    }
}
