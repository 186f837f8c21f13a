namespace SpecKitty.Events.Schemas;

/// <summary>The <c>date-time</c> format: RFC 3339, with leap seconds where UTC can have them.</summary>
internal static class DateTimeFormat
{
    public static bool IsMatch(ReadOnlySpan<byte> text)
    {
        // 2026-01-31T23:59:59 and at least a Z.
        if (text.Length < 20
            || text[4] != (byte)'-' || text[7] != (byte)'-' || (text[10] | 0x20) != (byte)'t'
            || text[13] != (byte)':' || text[16] != (byte)':'
            || !TryReadDigits(text[..4], out var year) || !TryReadDigits(text[5..7], out var month)
            || !TryReadDigits(text[8..10], out var day) || !TryReadDigits(text[11..13], out var hour)
            || !TryReadDigits(text[14..16], out var minute) || !TryReadDigits(text[17..19], out var second))
        {
            return false;
        }

        return month is >= 1 and <= 12 && day >= 1 && day <= DaysIn(year, month)
            && hour <= 23 && minute <= 59 && second <= 60
            && TryReadOffset(SkipFraction(text[19..]), out var offsetMinutes)
            && (second < 60 || IsLastMinuteOfUtcDay((hour * 60) + minute - offsetMinutes));
    }

    private static bool IsLastMinuteOfUtcDay(int minuteOfDay) => (minuteOfDay + 1440) % 1440 == 1439;

    // RFC 3339 has a year 0, the calendar of the base library has not; it is a leap year like the year 4.
    private static int DaysIn(int year, int month) => DateTime.DaysInMonth(year == 0 ? 4 : year, month);

    private static ReadOnlySpan<byte> SkipFraction(ReadOnlySpan<byte> rest)
    {
        if (rest[0] != (byte)'.')
        {
            return rest;
        }

        var end = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');

        // A point without digits, or digits without an offset, leave nothing that reads as an offset.
        return end <= 0 ? default : rest[(end + 1)..];
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return (text[0] | 0x20) == (byte)'z';
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != (byte)':'
            || !TryReadDigits(text[1..3], out var hours) || !TryReadDigits(text[4..6], out var rest)
            || hours > 23 || rest > 59)
        {
            return false;
        }

        minutes = ((hours * 60) + rest) * (text[0] == (byte)'-' ? -1 : 1);
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
