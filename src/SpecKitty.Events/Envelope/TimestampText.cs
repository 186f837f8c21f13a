using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SpecKitty.Events.Envelope;

/// <summary>Reads ISO 8601 date-times with an offset: <c>YYYY-MM-DDThh:mm[:ss[.fraction]](Z|±hh:mm)</c>.</summary>
internal static class TimestampText
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;

    public static bool TryParse(ReadOnlySpan<byte> text, out EventTimestamp value, [NotNullWhen(false)] out string? reason)
    {
        value = default;
        if (text.Length < 11 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var month) || !Digits(text.Slice(8, 2), out var day))
        {
            reason = "it must begin with YYYY-MM-DD, T and the time of day";
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            reason = "there is no such day";
            return false;
        }

        var rest = text[11..];
        if (rest.Length < 5 || rest[2] != ':' || !Digits(rest[..2], out var hour) || !Digits(rest.Slice(3, 2), out var minute))
        {
            reason = "the time of day must be hh:mm:ss";
            return false;
        }

        rest = rest[5..];
        var second = 0;
        if (rest.Length >= 3 && rest[0] == ':' && Digits(rest.Slice(1, 2), out second))
        {
            rest = rest[3..];
        }
        else if (!rest.IsEmpty && rest[0] is (byte)'.' or (byte)',')
        {
            // ISO 8601 means a fraction of the minute by it, and nobody who writes it does.
            reason = "a fraction needs seconds before it, write hh:mm:ss.fraction";
            return false;
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            reason = "there is no such time of day";
            return false;
        }

        if (!TryFraction(ref rest, out var micros, out var digits))
        {
            reason = "a fraction needs digits after its point";
            return false;
        }

        if (!TryOffset(rest, out var offset, out var plainZone, out reason))
        {
            return false;
        }

        var days = new DateTime(year, month, day).Ticks / TimeSpan.TicksPerDay;
        var local = ((days * 24 * Hour) + (hour * Hour) + (minute * Minute) + second) * 1_000_000L + micros;
        var zulu = rest.Length == 1;
        var plain = plainZone && text[10] == 'T' && text.Length - rest.Length == PlainLength(digits) && digits <= 6
            && (digits == 0 || text[19] == '.');
        value = new EventTimestamp(local, offset, Math.Min(digits, 6), zulu, plain ? null : Encoding.ASCII.GetString(text));
        return true;
    }

    private static int PlainLength(int digits) => digits == 0 ? 19 : 20 + digits;

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out int micros, out int digits)
    {
        micros = 0;
        digits = 0;
        if (rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        rest = rest[1..];
        while (digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits < 6)
            {
                micros = (micros * 10) + (rest[digits] - '0');
            }

            digits++;
        }

        for (var i = digits; i < 6; i++)
        {
            micros *= 10;
        }

        rest = rest[digits..];
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<byte> zone, out short minutes, out bool plain, [NotNullWhen(false)] out string? reason)
    {
        minutes = 0;
        plain = true;
        reason = null;
        if (zone.IsEmpty)
        {
            reason = "the offset is missing, add Z or ±hh:mm";
            return false;
        }

        if (zone is [(byte)'Z'] or [(byte)'z'])
        {
            plain = zone[0] == 'Z';
            return true;
        }

        if (zone.Length == 6 && zone[0] is (byte)'+' or (byte)'-' && zone[3] == ':'
            && Digits(zone.Slice(1, 2), out var hours) && Digits(zone[4..], out var rest) && hours <= 23 && rest <= 59)
        {
            var size = (hours * 60) + rest;
            minutes = (short)(zone[0] == '-' ? -size : size);

            // -00:00 is UTC too, but is not what would be written for it.
            plain = zone[0] == '+' || size != 0;
            return true;
        }

        reason = "the offset must be Z or ±hh:mm, less than 24 hours";
        return false;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
