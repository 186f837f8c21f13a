using System.Buffers.Binary;

namespace SpecKitty.Events.Envelope;

/// <summary>A Universally Unique Lexicographically Sortable Identifier: 48 bits of Unix milliseconds and 80 bits of chance.</summary>
/// <remarks>Text: 26 characters of Crockford's Base32 (digits and letters without I, L, O, U), the first 0 to 7; any case is read, upper case is written. Source: the ULID specification.</remarks>
public readonly struct Ulid : IEquatable<Ulid>, IComparable<Ulid>
{
    /// <summary>The number of characters.</summary>
    public const int TextLength = 26;

    private readonly ulong _high;
    private readonly ulong _low;

    internal Ulid(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    internal ulong High => _high;

    internal ulong Low => _low;

    /// <summary>The moment that the id carries, to the millisecond.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Min(_high >> 16, 253402300799999));

    /// <summary>Makes an id.</summary>
    /// <param name="unixMilliseconds">The moment, 0 to 2^48-1 milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="chance">Ten random bytes.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The moment is out of range, or there are not ten bytes.</exception>
    public static Ulid Create(long unixMilliseconds, ReadOnlySpan<byte> chance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unixMilliseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unixMilliseconds, 1L << 48);
        ArgumentOutOfRangeException.ThrowIfNotEqual(chance.Length, 10);
        var high = ((ulong)unixMilliseconds << 16) | BinaryPrimitives.ReadUInt16BigEndian(chance);
        return new Ulid(high, BinaryPrimitives.ReadUInt64BigEndian(chance[2..]));
    }

    /// <summary>Reads an id.</summary>
    /// <param name="text">26 characters.</param>
    /// <param name="value">The id.</param>
    /// <returns>False when the text is not a ULID.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Ulid value)
    {
        Span<byte> ascii = stackalloc byte[TextLength];
        value = default;
        if (text.Length != TextLength)
        {
            return false;
        }

        for (var i = 0; i < TextLength; i++)
        {
            if (text[i] > 0x7F)
            {
                return false;
            }

            ascii[i] = (byte)text[i];
        }

        return TryParse(ascii, out value);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Ulid)"/>
    /// <param name="utf8">26 bytes of ASCII.</param>
    /// <param name="value">The id.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Ulid value)
    {
        value = default;
        if (utf8.Length != TextLength || Crockford.Value(utf8[0]) > 7)
        {
            return false;
        }

        // 2 bits of slack at the front: 26 characters carry 130 bits. The split lies after the 13th.
        ulong front = 0;
        ulong back = 0;
        var worst = 0;
        for (var i = 0; i < 13; i++)
        {
            var first = Crockford.Value(utf8[i]);
            var second = Crockford.Value(utf8[i + 13]);
            worst |= first | second;
            front = (front << 5) | (uint)first;
            back = (back << 5) | (uint)second;
        }

        if (worst > 31)
        {
            return false;
        }

        // front holds bits 127..65, back bits 64..0 of which the topmost fell out of its shift.
        var carried = (ulong)(Crockford.Value(utf8[13]) >> 4);
        value = new Ulid((front << 1) | carried, back);
        return true;
    }

    /// <summary>Reads an id.</summary>
    /// <param name="text">26 characters.</param>
    /// <returns>The id.</returns>
    /// <exception cref="FormatException">The text is not a ULID.</exception>
    public static Ulid Parse(string text)
        => TryParse(text, out var value) ? value : throw new FormatException("A ULID has 26 characters of Crockford's Base32, the first 0 to 7.");

    /// <summary>Writes the id.</summary>
    /// <param name="destination">Room for 26 bytes.</param>
    public void Format(Span<byte> destination)
    {
        var high = _high;
        var low = _low;
        for (var i = TextLength - 1; i >= 0; i--)
        {
            destination[i] = Crockford.Letter((int)(low & 31));
            low = (low >> 5) | (high << 59);
            high >>= 5;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(Ulid other) => _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);

    /// <inheritdoc/>
    public bool Equals(Ulid other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ulid other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => EventId.From(this).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => string.Create(TextLength, this, static (text, id) =>
    {
        Span<byte> ascii = stackalloc byte[TextLength];
        id.Format(ascii);
        for (var i = 0; i < TextLength; i++)
        {
            text[i] = (char)ascii[i];
        }
    });

    /// <summary>Equality.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same id.</returns>
    public static bool operator ==(Ulid left, Ulid right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are different ids.</returns>
    public static bool operator !=(Ulid left, Ulid right) => !left.Equals(right);

    /// <summary>Order, which is the order of the texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left comes first.</returns>
    public static bool operator <(Ulid left, Ulid right) => left.CompareTo(right) < 0;

    /// <summary>Order, which is the order of the texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left comes last.</returns>
    public static bool operator >(Ulid left, Ulid right) => left.CompareTo(right) > 0;

    /// <summary>Order, which is the order of the texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left does not come last.</returns>
    public static bool operator <=(Ulid left, Ulid right) => left.CompareTo(right) <= 0;

    /// <summary>Order, which is the order of the texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left does not come first.</returns>
    public static bool operator >=(Ulid left, Ulid right) => left.CompareTo(right) >= 0;
}
