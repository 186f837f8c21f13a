using System.Buffers;

namespace SpecKitty.Events.Schemas;

/// <summary>The <c>uri</c> format: an absolute URI by the grammar of RFC 3986.</summary>
internal static class UriFormat
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Name = Letters + Digits + "-._~!$&'()*+,;=%";

    private static readonly SearchValues<byte> Scheme = Of(Letters + Digits + "+-.");
    private static readonly SearchValues<byte> User = Of(Name + ":");
    private static readonly SearchValues<byte> Host = Of(Name);
    private static readonly SearchValues<byte> FutureHost = Of(Letters + Digits + "-._~!$&'()*+,;=:");
    private static readonly SearchValues<byte> Path = Of(Name + ":@/");
    private static readonly SearchValues<byte> Tail = Of(Name + ":@/?");

    public static bool IsMatch(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon < 1 || !char.IsAsciiLetter((char)text[0]) || text[..colon].ContainsAnyExcept(Scheme))
        {
            return false;
        }

        var rest = CutTail(CutTail(text[(colon + 1)..], (byte)'#', out var fragment), (byte)'?', out var query);
        if (!IsEncoded(fragment, Tail) || !IsEncoded(query, Tail))
        {
            return false;
        }

        if (!rest.StartsWith("//"u8))
        {
            return IsEncoded(rest, Path);
        }

        rest = rest[2..];
        var slash = rest.IndexOf((byte)'/');
        var authority = slash < 0 ? rest : rest[..slash];
        return IsAuthority(authority) && IsEncoded(rest[authority.Length..], Path);
    }

    private static bool IsAuthority(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        if (at >= 0)
        {
            if (!IsEncoded(text[..at], User))
            {
                return false;
            }

            text = text[(at + 1)..];
        }

        if (text.StartsWith("["u8))
        {
            var close = text.IndexOf((byte)']');
            return close > 0 && IsBracketedHost(text[1..close]) && IsPort(text[(close + 1)..]);
        }

        var colon = text.IndexOf((byte)':');
        var host = colon < 0 ? text : text[..colon];
        return IsEncoded(host, Host) && IsPort(text[host.Length..]);
    }

    private static bool IsPort(ReadOnlySpan<byte> text) =>
        text.IsEmpty || (text[0] == (byte)':' && !text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    private static bool IsBracketedHost(ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && (text[0] | 0x20) == (byte)'v')
        {
            var dot = text.IndexOf((byte)'.');
            return dot > 1 && IsHex(text[1..dot]) && dot + 1 < text.Length && !text[(dot + 1)..].ContainsAnyExcept(FutureHost);
        }

        var gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return CountGroups(text, mayEndInIpv4: true) == 8;
        }

        var before = CountGroups(text[..gap], mayEndInIpv4: false);
        var after = CountGroups(text[(gap + 2)..], mayEndInIpv4: true);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    // Groups of 16 bits, separated by colons; -1 when one is malformed. A trailing IPv4 address counts for two.
    private static int CountGroups(ReadOnlySpan<byte> text, bool mayEndInIpv4)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        var groups = 0;
        while (true)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && mayEndInIpv4 && group.Contains((byte)'.'))
            {
                return IsIpv4(group) ? groups + 2 : -1;
            }

            if (group.Length is < 1 or > 4 || !IsHex(group))
            {
                return -1;
            }

            groups++;
            if (colon < 0)
            {
                return groups;
            }

            text = text[(colon + 1)..];
        }
    }

    private static bool IsIpv4(ReadOnlySpan<byte> text)
    {
        var parts = 0;
        foreach (var range in text.Split((byte)'.'))
        {
            var part = text[range];
            if (part.Length is < 1 or > 3 || part.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (part.Length > 1 && part[0] == (byte)'0'))
            {
                return false;
            }

            var value = 0;
            foreach (var digit in part)
            {
                value = (value * 10) + (digit - '0');
            }

            if (value > 255)
            {
                return false;
            }

            parts++;
        }

        return parts == 4;
    }

    // Only allowed characters, and every percent sign followed by two hexadecimal digits.
    private static bool IsEncoded(ReadOnlySpan<byte> text, SearchValues<byte> allowed)
    {
        if (text.ContainsAnyExcept(allowed))
        {
            return false;
        }

        for (var percent = text.IndexOf((byte)'%'); percent >= 0; percent = text.IndexOf((byte)'%'))
        {
            if (text.Length < percent + 3 || !IsHex(text.Slice(percent + 1, 2)))
            {
                return false;
            }

            text = text[(percent + 3)..];
        }

        return true;
    }

    private static bool IsHex(ReadOnlySpan<byte> text)
    {
        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> CutTail(ReadOnlySpan<byte> text, byte mark, out ReadOnlySpan<byte> tail)
    {
        var at = text.IndexOf(mark);
        tail = at < 0 ? default : text[(at + 1)..];
        return at < 0 ? text : text[..at];
    }

    private static SearchValues<byte> Of(string characters) => SearchValues.Create(System.Text.Encoding.ASCII.GetBytes(characters));
}
