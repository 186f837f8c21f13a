using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace SpecKitty.Events.Schemas;

/// <summary>Questions about JSON string text that are answered on the raw UTF-8, escapes included.</summary>
internal static class InstanceText
{
    /// <summary>
    /// Whether the bytes are UTF-8 and no escape leaves half a surrogate pair. The JSON reader checks neither, and
    /// everything after this may then take every string for real text.
    /// </summary>
    public static bool IsSound(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && HasOnlyWholePairs(json);

    /// <summary>Code points of the string the reader stands on.</summary>
    public static int CountCodePoints(ref readonly Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        var count = 0;
        if (!reader.ValueIsEscaped)
        {
            foreach (var unit in text)
            {
                // Continuation bytes belong to the code point before them.
                count += (unit & 0xC0) != 0x80 ? 1 : 0;
            }

            return count;
        }

        for (var at = 0; at < text.Length; count++)
        {
            at += text[at] switch
            {
                (byte)'\\' when text[at + 1] != (byte)'u' => 2,
                (byte)'\\' when IsHighSurrogate(ReadHex(text.Slice(at + 2, 4))) => 12,
                (byte)'\\' => 6,
                < 0x80 => 1,
                < 0xE0 => 2,
                < 0xF0 => 3,
                _ => 4,
            };
        }

        return count;
    }

    /// <summary>Hands the text of the string the reader stands on to a test, unescaped, without allocating for texts of usual length.</summary>
    public static bool Test<TArgument>(ref readonly Utf8JsonReader reader, TArgument argument, CharacterTest<TArgument> test)
    {
        // Unescaping and decoding never give more characters than there are bytes.
        var size = reader.ValueSpan.Length;
        if (size <= 256)
        {
            Span<char> small = stackalloc char[256];
            return test(small[..reader.CopyString(small)], argument);
        }

        var rented = ArrayPool<char>.Shared.Rent(size);
        try
        {
            return test(rented.AsSpan(0, reader.CopyString(rented)), argument);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>Hands the unescaped UTF-8 of the string the reader stands on to a test.</summary>
    public static TResult TestBytes<TResult>(ref readonly Utf8JsonReader reader, ByteTest<TResult> test)
    {
        if (!reader.ValueIsEscaped)
        {
            return test(reader.ValueSpan);
        }

        var size = reader.ValueSpan.Length;
        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return test(rented.AsSpan(0, reader.CopyString(rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool HasOnlyWholePairs(ReadOnlySpan<byte> json)
    {
        while (true)
        {
            var at = json.IndexOf((byte)'\\');
            if (at < 0)
            {
                return true;
            }

            json = json[at..];
            if (json.Length < 6 || json[1] != (byte)'u')
            {
                json = json[Math.Min(2, json.Length)..];
                continue;
            }

            var unit = ReadHex(json.Slice(2, 4));
            json = json[6..];
            if (unit is < 0xD800 or > 0xDFFF)
            {
                continue;
            }

            if (!IsHighSurrogate(unit) || json.Length < 6 || json[0] != (byte)'\\' || json[1] != (byte)'u'
                || ReadHex(json.Slice(2, 4)) is < 0xDC00 or > 0xDFFF)
            {
                return false;
            }

            json = json[6..];
        }
    }

    private static bool IsHighSurrogate(int unit) => unit is >= 0xD800 and <= 0xDBFF;

    // A digit that is not hexadecimal gives -1: the JSON reader refuses that escape later, with its position.
    private static int ReadHex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return -1;
            }

            value = (value << 4) | (char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }
}

internal delegate bool CharacterTest<in TArgument>(ReadOnlySpan<char> text, TArgument argument);

internal delegate TResult ByteTest<out TResult>(ReadOnlySpan<byte> text);
