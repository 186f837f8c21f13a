namespace SpecKitty.Events.Schemas;

/// <summary>The formats that can be asserted.</summary>
internal enum AssertedFormat
{
    None,
    DateTime,
    Uuid,
    Uri,
}

/// <summary>Checks of the unescaped UTF-8 text of a string against a format.</summary>
internal static class FormatChecks
{
    public static AssertedFormat Parse(string name) => name switch
    {
        "date-time" => AssertedFormat.DateTime,
        "uuid" => AssertedFormat.Uuid,
        "uri" => AssertedFormat.Uri,
        _ => AssertedFormat.None,
    };

    public static string Describe(AssertedFormat format) => format switch
    {
        AssertedFormat.DateTime => "an RFC 3339 date-time such as 2026-01-31T12:00:00Z",
        AssertedFormat.Uuid => "a UUID of 32 hexadecimal digits in five groups",
        _ => "an absolute URI",
    };

    public static ByteTest<bool> TestOf(AssertedFormat format) => format switch
    {
        AssertedFormat.DateTime => DateTimeFormat.IsMatch,
        AssertedFormat.Uuid => IsUuid,
        _ => UriFormat.IsMatch,
    };

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 36)
        {
            return false;
        }

        for (var at = 0; at < text.Length; at++)
        {
            var fits = at is 8 or 13 or 18 or 23 ? text[at] == (byte)'-' : char.IsAsciiHexDigit((char)text[at]);
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }
}
