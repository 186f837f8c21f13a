using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpecKitty.Events.Envelope;

/// <summary>A date-time of the contract: ISO 8601 with an offset, its text kept as it came.</summary>
/// <remarks>
/// Two are equal when their texts are. They are <em>ordered</em> by local time to the microsecond and then by offset, which is the code-point order of what
/// Python's <c>isoformat()</c> gives, so that a log sorts alike in both languages. Digits past the sixth of a second stay in the text and do not count.
/// </remarks>
[JsonConverter(typeof(EventTimestampConverter))]
public readonly struct EventTimestamp : IEquatable<EventTimestamp>, IComparable<EventTimestamp>
{
    private const byte WrittenZulu = 0x10;
    private const byte DigitMask = 0x0F;

    private readonly long _localMicroseconds;
    private readonly short _offsetMinutes;

    // How to write the text again: the number of digits of the fraction, and Z or digits for the offset.
    private readonly byte _form;
    private readonly string? _text;

    internal EventTimestamp(long localMicroseconds, short offsetMinutes, int fractionDigits, bool zulu, string? text)
    {
        _localMicroseconds = localMicroseconds;
        _offsetMinutes = offsetMinutes;
        _form = (byte)(fractionDigits | (zulu ? WrittenZulu : 0));
        _text = text;
    }

    /// <summary>The offset from UTC, less than 24 h either way.</summary>
    public TimeSpan Offset => TimeSpan.FromMinutes(_offsetMinutes);

    /// <summary>The moment, to the microsecond. A moment outside the years 1 to 9999 in UTC is clamped to them.</summary>
    public DateTimeOffset Instant
    {
        get
        {
            var ticks = (_localMicroseconds * 10) - Offset.Ticks;
            return new DateTimeOffset(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
        }
    }

    /// <summary>What Python's <c>isoformat()</c> gives: own offset, <c>+00:00</c> for <c>Z</c>, no fraction or six digits.</summary>
    public string IsoFormat
    {
        get
        {
            var local = new DateTime(_localMicroseconds * 10, DateTimeKind.Unspecified);
            var micros = _localMicroseconds % 1_000_000;
            var fraction = micros == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{micros:D6}");
            return string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-ddTHH:mm:ss}{fraction}{OffsetText()}");
        }
    }

    /// <summary>Takes a moment as a date-time in UTC, written with <c>Z</c> and six digits, or none when it is a whole second.</summary>
    /// <param name="moment">The moment; what is beyond the microsecond is cut.</param>
    /// <returns>The date-time.</returns>
    public static EventTimestamp From(DateTimeOffset moment)
    {
        var micros = moment.UtcTicks / 10;
        return new EventTimestamp(micros, 0, micros % 1_000_000 == 0 ? 0 : 6, zulu: true, text: null);
    }

    /// <summary>Reads a date-time.</summary>
    /// <param name="text">Such as <c>2026-02-15T10:54:55.239478+00:00</c>.</param>
    /// <param name="value">The date-time.</param>
    /// <param name="reason">Why the text is refused.</param>
    /// <returns>False when the text is refused.</returns>
    public static bool TryParse(string text, out EventTimestamp value, [NotNullWhen(false)] out string? reason)
        => TimestampText.TryParse(Encoding.UTF8.GetBytes(text), out value, out reason);

    /// <summary>Reads a date-time.</summary>
    /// <param name="text">Such as <c>2026-02-15T10:54:55.239478+00:00</c>.</param>
    /// <returns>The date-time.</returns>
    /// <exception cref="FormatException">The text is refused; the message says why.</exception>
    public static EventTimestamp Parse(string text)
        => TryParse(text, out var value, out var reason) ? value : throw new FormatException($"A date-time must be ISO 8601 with an offset: {reason}.");

    internal static bool TryRead(ref Utf8JsonReader json, out EventTimestamp value, [NotNullWhen(false)] out string? reason)
        => json.ValueIsEscaped
            ? TryParse(json.GetString()!, out value, out reason)
            : TimestampText.TryParse(json.ValueSpan, out value, out reason);

    /// <inheritdoc/>
    public int CompareTo(EventTimestamp other)
    {
        var byTime = _localMicroseconds.CompareTo(other._localMicroseconds);
        return byTime != 0 ? byTime : OffsetRank.CompareTo(other.OffsetRank);
    }

    /// <inheritdoc/>
    public bool Equals(EventTimestamp other)
        => _localMicroseconds == other._localMicroseconds && _offsetMinutes == other._offsetMinutes && _form == other._form && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventTimestamp other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_localMicroseconds, _offsetMinutes);

    /// <summary>The text as it came.</summary>
    /// <returns>The same characters that were read.</returns>
    public override string ToString()
    {
        if (_text is not null)
        {
            return _text;
        }

        var local = new DateTime(_localMicroseconds * 10, DateTimeKind.Unspecified);
        var digits = _form & DigitMask;
        var micros = (_localMicroseconds % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var fraction = digits == 0 ? "" : $".{micros[..digits]}";
        var zone = (_form & WrittenZulu) != 0 ? "Z" : OffsetText();
        return string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-ddTHH:mm:ss}{fraction}{zone}");
    }

    // '+' comes before '-', and after the sign come the digits.
    private int OffsetRank => _offsetMinutes >= 0 ? _offsetMinutes : 0x10000 - _offsetMinutes;

    private string OffsetText()
    {
        var minutes = Math.Abs((int)_offsetMinutes);
        return string.Create(CultureInfo.InvariantCulture, $"{(_offsetMinutes < 0 ? '-' : '+')}{minutes / 60:D2}:{minutes % 60:D2}");
    }

    /// <summary>Equality of the texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(EventTimestamp left, EventTimestamp right) => left.Equals(right);

    /// <summary>Inequality of the texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are different texts.</returns>
    public static bool operator !=(EventTimestamp left, EventTimestamp right) => !left.Equals(right);

    /// <summary>Order of the ISO texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left comes first.</returns>
    public static bool operator <(EventTimestamp left, EventTimestamp right) => left.CompareTo(right) < 0;

    /// <summary>Order of the ISO texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left comes last.</returns>
    public static bool operator >(EventTimestamp left, EventTimestamp right) => left.CompareTo(right) > 0;

    /// <summary>Order of the ISO texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left does not come last.</returns>
    public static bool operator <=(EventTimestamp left, EventTimestamp right) => left.CompareTo(right) <= 0;

    /// <summary>Order of the ISO texts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the left does not come first.</returns>
    public static bool operator >=(EventTimestamp left, EventTimestamp right) => left.CompareTo(right) >= 0;
}
