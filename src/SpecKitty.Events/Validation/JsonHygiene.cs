using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SpecKitty.Events.Validation;

/// <summary>The contract's rules of JSON, beyond its grammar: no repeated member names, no lone surrogates, no NUL, no numbers beyond a double, bounded nesting.</summary>
/// <remarks>Two readers that disagree about such a text would disagree about the event; so it is refused for all.</remarks>
internal static class JsonHygiene
{
    /// <summary>How deep objects and arrays may nest, the outermost counted.</summary>
    public const int MaxDepth = 64;

    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>Encodes a text; a string with half a character in it has no UTF-8.</summary>
    /// <returns>The fault; null when <paramref name="utf8"/> is the text.</returns>
    public static ContractError? Encode(string json, out byte[] utf8)
    {
        utf8 = new byte[Encoding.UTF8.GetByteCount(json)];
        return Utf8.FromUtf16(json, utf8, out _, out _, replaceInvalidSequences: false) == OperationStatus.Done ? null : Lone();
    }

    /// <summary>Checks a whole text.</summary>
    /// <returns>The first fault; null when the text is one clean JSON value.</returns>
    public static ContractError? Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return new ContractError(ContractErrorCode.InvalidText, "", ContractMessages.NotUtf8());
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, ReaderOptions);
            reader.Read();
            var fault = CheckValue(ref reader);
            if (fault is null)
            {
                // Anything but white space after the value throws here.
                reader.Read();
            }

            return fault;
        }
        catch (JsonException exception)
        {
            return Malformed(exception);
        }
    }

    public static ContractError Malformed(JsonException exception)
        => exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? new ContractError(ContractErrorCode.NestingTooDeep, "", ContractMessages.TooDeep(MaxDepth))
            : new ContractError(ContractErrorCode.MalformedJson, "", ContractMessages.Malformed(Where(exception)));

    /// <summary>Checks the value under the reader and leaves the reader on its last token.</summary>
    public static ContractError? CheckValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return CheckObject(ref reader);
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (CheckValue(ref reader) is { } fault)
                    {
                        return fault;
                    }
                }

                return null;
            case JsonTokenType.String:
                return reader.ValueIsEscaped ? CheckEscapes(reader.ValueSpan) : null;
            case JsonTokenType.Number:
                return CheckNumber(reader.ValueSpan);
            default:
                return null;
        }
    }

    /// <summary>Checks the escapes of a string that has some.</summary>
    public static ContractError? CheckEscapes(ReadOnlySpan<byte> escaped)
    {
        var awaitsLow = false;
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != (byte)'\\')
            {
                if (awaitsLow)
                {
                    return Lone();
                }

                continue;
            }

            i++;
            if (escaped[i] != (byte)'u')
            {
                if (awaitsLow)
                {
                    return Lone();
                }

                continue;
            }

            Utf8Parser.TryParse(escaped.Slice(i + 1, 4), out int unit, out _, 'X');
            i += 4;
            if (unit == 0)
            {
                return new ContractError(ContractErrorCode.InvalidText, "", ContractMessages.Nul());
            }

            var isLow = char.IsLowSurrogate((char)unit);
            if (awaitsLow != isLow)
            {
                return Lone();
            }

            awaitsLow = char.IsHighSurrogate((char)unit);
        }

        return awaitsLow ? Lone() : null;
    }

    private static ContractError Lone() => new(ContractErrorCode.InvalidText, "", ContractMessages.LoneSurrogate());

    private static ContractError? CheckNumber(ReadOnlySpan<byte> number)
    {
        // Fewer than 300 characters without an exponent cannot reach the end of a double.
        if (number.Length < 300 && number.IndexOfAny((byte)'e', (byte)'E') < 0)
        {
            return null;
        }

        return Utf8Parser.TryParse(number, out double value, out _) && double.IsFinite(value)
            ? null
            : new ContractError(ContractErrorCode.NumberTooLarge, "", ContractMessages.NumberTooLarge(Encoding.ASCII.GetString(number)));
    }

    private static ContractError? CheckObject(ref Utf8JsonReader reader)
    {
        var names = new MemberNames();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueIsEscaped && CheckEscapes(reader.ValueSpan) is { } bad)
            {
                return bad;
            }

            if (!names.Add(ref reader))
            {
                return new ContractError(ContractErrorCode.DuplicateMember, "", ContractMessages.Duplicate(ContractMessages.Cut(reader.GetString()!)));
            }

            reader.Read();
            if (CheckValue(ref reader) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string Where(JsonException exception)
        => string.Create(CultureInfo.InvariantCulture, $"it breaks off or goes wrong at line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}.");
}
