using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SpecKitty.Events.Shapes;

/// <summary>Reads JSON numbers that stand for a whole number, however they are spelt: <c>5</c>, <c>5.0</c>, <c>5e0</c>.</summary>
internal static class WholeNumber
{
    public static WholeNumberKind Read(ref Utf8JsonReader json, out long value)
    {
        if (json.TryGetInt64(out value))
        {
            return WholeNumberKind.Whole;
        }

        var text = json.ValueSpan;
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            return WholeNumberKind.Beyond;
        }

        if (!Utf8Parser.TryParse(text, out double number, out _) || number != Math.Truncate(number))
        {
            return WholeNumberKind.Fraction;
        }

        // Past 2^53 a double no longer tells whole numbers apart; a decimal does, as far as it goes.
        return decimal.TryParse(Encoding.UTF8.GetString(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            && exact is >= long.MinValue and <= long.MaxValue
            ? Exact(exact, out value)
            : WholeNumberKind.Beyond;
    }

    private static WholeNumberKind Exact(decimal exact, out long value)
    {
        value = 0;
        if (exact != decimal.Truncate(exact))
        {
            return WholeNumberKind.Fraction;
        }

        value = (long)exact;
        return WholeNumberKind.Whole;
    }
}
