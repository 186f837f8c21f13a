using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;

namespace SpecKitty.Events.Envelope;

/// <summary>The id of an event, of its cause or of the run that it belongs to: a ULID or a UUID.</summary>
/// <remarks>A ULID is written upper-case, a UUID lower-case with hyphens, whatever case or form came in. Ids are ordered by what is written, by code point. A default value is no id.</remarks>
[JsonConverter(typeof(EventIdConverter))]
public readonly struct EventId : IEquatable<EventId>, IComparable<EventId>
{
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly Kind _kind;

    private EventId(ulong high, ulong low, Kind kind)
    {
        _high = high;
        _low = low;
        _kind = kind;
    }

    private enum Kind : byte
    {
        None,
        Ulid,
        Uuid,
    }

    /// <summary>Whether it is a ULID.</summary>
    public bool IsUlid => _kind == Kind.Ulid;

    /// <summary>Whether it is a UUID.</summary>
    public bool IsUuid => _kind == Kind.Uuid;

    /// <summary>Takes a ULID as an id.</summary>
    /// <param name="ulid">The ULID.</param>
    /// <returns>The id.</returns>
    public static EventId From(Ulid ulid) => new(ulid.High, ulid.Low, Kind.Ulid);

    /// <summary>Takes a UUID as an id.</summary>
    /// <param name="uuid">The UUID.</param>
    /// <returns>The id.</returns>
    public static EventId From(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return new EventId(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), Kind.Uuid);
    }

    /// <summary>Reads an id.</summary>
    /// <param name="text">26 characters of a ULID, or 36 or 32 of a UUID; any case.</param>
    /// <returns>The id.</returns>
    /// <exception cref="FormatException">The text is neither; the message says why.</exception>
    public static EventId Parse(string text)
        => TryRead(Encoding.UTF8.GetBytes(text), out var id, out var reason) ? id : throw new FormatException($"An id must be a ULID or a UUID: {reason}.");

    /// <summary>Reads an id.</summary>
    /// <param name="text">26 characters of a ULID, or 36 or 32 of a UUID; any case.</param>
    /// <param name="id">The id.</param>
    /// <returns>False when the text is neither.</returns>
    public static bool TryParse(string text, out EventId id) => TryRead(Encoding.UTF8.GetBytes(text), out id, out _);

    internal static bool TryRead(ReadOnlySpan<byte> utf8, out EventId id, [NotNullWhen(false)] out string? reason)
    {
        id = default;
        reason = null;
        switch (utf8.Length)
        {
            case Ulid.TextLength:
                if (Ulid.TryParse(utf8, out var ulid))
                {
                    id = From(ulid);
                    return true;
                }

                reason = Crockford.Value(utf8[0]) is > 7 and < 32
                    ? "a ULID begins with 0 to 7"
                    : "a ULID has only digits and the letters A to Z without I, L, O and U";
                return false;
            case 36 or 32:
                if (Utf8Parser.TryParse(utf8, out Guid uuid, out var used, utf8.Length == 36 ? 'D' : 'N') && used == utf8.Length)
                {
                    id = From(uuid);
                    return true;
                }

                reason = "a UUID has 32 hexadecimal digits, with hyphens as 8-4-4-4-12 or without";
                return false;
            default:
                reason = $"{Encoding.UTF8.GetCharCount(utf8)} characters are neither";
                return false;
        }
    }

    /// <summary>The UUID, when it is one.</summary>
    /// <returns>The UUID; null for a ULID.</returns>
    public Guid? ToGuid()
    {
        if (_kind != Kind.Uuid)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The id of the same kind that is ordered directly after this one.</summary>
    /// <returns>The id; null after the last one.</returns>
    public EventId? Next() => _low < ulong.MaxValue ? new EventId(_high, _low + 1, _kind)
        : _high < ulong.MaxValue ? new EventId(_high + 1, 0, _kind)
        : null;

    /// <summary>The id of the same kind that is ordered directly before this one.</summary>
    /// <returns>The id; null before the first one.</returns>
    public EventId? Previous() => _low > 0 ? new EventId(_high, _low - 1, _kind)
        : _high > 0 ? new EventId(_high - 1, ulong.MaxValue, _kind)
        : null;

    /// <inheritdoc/>
    public int CompareTo(EventId other)
    {
        // Within a kind the bits are in the order of the letters.
        if (_kind == other._kind)
        {
            return _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);
        }

        return string.CompareOrdinal(ToString(), other.ToString());
    }

    /// <inheritdoc/>
    public bool Equals(EventId other) => _high == other._high && _low == other._low && _kind == other._kind;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // All four words count by themselves and the seed is new in every process: senders choose their ids, and whoever could make ids with one hash
        // would make every table of events a list.
        return HashCode.Combine((int)_low, (int)(_low >> 32), (int)_high, (int)(_high >> 32));
    }

    /// <inheritdoc/>
    public override string ToString() => _kind switch
    {
        Kind.Ulid => new Ulid(_high, _low).ToString(),
        Kind.Uuid => ToGuid()!.Value.ToString("D"),
        _ => "",
    };

    /// <summary>Equality.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same id.</returns>
    public static bool operator ==(EventId left, EventId right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are different ids.</returns>
    public static bool operator !=(EventId left, EventId right) => !left.Equals(right);

    /// <summary>Order of the written ids.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left comes first.</returns>
    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;

    /// <summary>Order of the written ids.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left comes last.</returns>
    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;

    /// <summary>Order of the written ids.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left does not come last.</returns>
    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;

    /// <summary>Order of the written ids.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left does not come first.</returns>
    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;
}
