using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SpecKitty.Events.Validation;

/// <summary>The member names that one JSON object has shown so far.</summary>
/// <remarks>Most objects have a handful: their names are compared by hash on the stack. A large object gets a set, so that a hostile one costs no more than its length.</remarks>
internal ref struct MemberNames
{
    private Hashes _first;
    private int _count;
    private HashSet<string>? _all;
    private Utf8JsonReader _start;

    /// <summary>Takes in the member name under the reader.</summary>
    /// <returns>False when the object has shown it before.</returns>
    public bool Add(ref Utf8JsonReader reader)
    {
        if (_count == 0)
        {
            _start = reader;
        }

        if (_all is null)
        {
            var hash = Hash(reader.ValueSpan);

            // Two spellings of one name must meet, so an escaped name always asks the set.
            var known = reader.ValueIsEscaped;
            for (var i = 0; i < _count; i++)
            {
                known |= _first[i] == hash;
            }

            if (!known && _count < Hashes.Length)
            {
                _first[_count++] = hash;
                return true;
            }

            _all = Seen(reader.TokenStartIndex);
        }

        return _all.Add(reader.GetString()!);
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 17;
        foreach (var unit in name)
        {
            hash = unchecked((hash * 31) + unit);
        }

        return hash;
    }

    // Reads the object again up to here. An equal hash may be two names: only the names decide.
    private readonly HashSet<string> Seen(long here)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = _start;
        while (reader.TokenStartIndex < here)
        {
            names.Add(reader.GetString()!);
            reader.Read();
            reader.Skip();
            reader.Read();
        }

        return names;
    }

    [InlineArray(Length)]
    private struct Hashes
    {
        public const int Length = 24;
        private int _element;
    }
}
