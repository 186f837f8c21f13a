namespace SpecKitty.Events.Schemas;

/// <summary>
/// A JSON number read from its text, compared exactly at any size and precision without converting it.
/// </summary>
/// <remarks>
/// The value is the digits from the first to the last one that is not zero, times a power of ten. So equal numbers have
/// equal digits and powers however they are written: 1, 1.0 and 10e-1. An exponent beyond 10^17 is taken as 10^17.
/// </remarks>
internal readonly ref struct NumberValue
{
    private const long ExponentLimit = 100_000_000_000_000_000;

    // From the first to the last non-zero digit; may hold the decimal point. Empty for zero.
    private readonly ReadOnlySpan<byte> _digits;
    private readonly bool _negative;

    private NumberValue(ReadOnlySpan<byte> digits, bool negative, long highestPower, long lowestPower)
    {
        _digits = digits;
        _negative = negative;
        HighestPower = highestPower;
        LowestPower = lowestPower;
    }

    /// <summary>The power of ten of the first significant digit.</summary>
    public long HighestPower { get; }

    /// <summary>The power of ten of the last significant digit.</summary>
    public long LowestPower { get; }

    public bool IsZero => _digits.IsEmpty;

    public bool IsNegative => _negative && !IsZero;

    public bool IsInteger => IsZero || LowestPower >= 0;

    /// <summary>Reads a number that the JSON reader has accepted.</summary>
    public static NumberValue Parse(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == (byte)'-';
        var mantissa = negative ? text[1..] : text;
        long exponent = 0;
        var exponentAt = mantissa.IndexOfAny((byte)'e', (byte)'E');
        if (exponentAt >= 0)
        {
            exponent = ParseExponent(mantissa[(exponentAt + 1)..]);
            mantissa = mantissa[..exponentAt];
        }

        var first = mantissa.IndexOfAnyExcept((byte)'0', (byte)'.');
        if (first < 0)
        {
            return default;
        }

        var last = mantissa.LastIndexOfAnyExcept((byte)'0', (byte)'.');
        var point = mantissa.IndexOf((byte)'.');
        var wholeDigits = point < 0 ? mantissa.Length : point;
        return new NumberValue(
            mantissa[first..(last + 1)],
            negative,
            exponent + PowerAt(first, wholeDigits),
            exponent + PowerAt(last, wholeDigits));
    }

    /// <summary>Whether the number is a whole one, however it is written.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> text) =>
        text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 || Parse(text).IsInteger;

    /// <summary>Reads a plain whole number of at most 18 digits; anything else is left to <see cref="Parse"/>.</summary>
    public static bool TryReadShortInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var negative = text[0] == (byte)'-';
        var digits = negative ? text[1..] : text;
        if (digits.Length > 18)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            var amount = (uint)(digit - '0');
            if (amount > 9)
            {
                return false;
            }

            value = (value * 10) + amount;
        }

        value = negative ? -value : value;
        return true;
    }

    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.SequenceEqual(right) || Compare(Parse(left), Parse(right)) == 0;

    /// <summary>Negative, zero or positive as <paramref name="left"/> is below, equal to or above <paramref name="right"/>.</summary>
    public static int Compare(NumberValue left, NumberValue right)
    {
        if (left.IsNegative != right.IsNegative)
        {
            return left.IsNegative ? -1 : 1;
        }

        var magnitude = left.CompareMagnitude(right);
        return left.IsNegative ? -magnitude : magnitude;
    }

    /// <summary>Whether the number is a multiple of <paramref name="divisor"/> times ten to the power of <paramref name="power"/>.</summary>
    /// <param name="divisor">1 to 10^18, not a multiple of ten.</param>
    /// <param name="power">The power of ten of the divisor's last digit.</param>
    public bool IsMultipleOf(ulong divisor, long power)
    {
        if (IsZero || LowestPower < power)
        {
            // The digits do not end in zero, so a smaller power of ten leaves a fraction.
            return IsZero;
        }

        ulong remainder = 0;
        foreach (var digit in _digits)
        {
            if (digit != (byte)'.')
            {
                remainder = ((remainder * 10) + (ulong)(digit - '0')) % divisor;
            }
        }

        var scale = PowerOfTenModulo(LowestPower - power, divisor);
        return (ulong)((UInt128)remainder * scale % divisor) == 0;
    }

    /// <summary>The significant digits as one number, when there are at most 18.</summary>
    public bool TryGetDigits(out ulong digits)
    {
        digits = 0;
        var count = 0;
        foreach (var digit in _digits)
        {
            if (digit == (byte)'.')
            {
                continue;
            }

            if (++count > 18)
            {
                return false;
            }

            digits = (digits * 10) + (ulong)(digit - '0');
        }

        return true;
    }

    /// <summary>A hash that equal numbers share.</summary>
    public void AddTo(ref HashCode hash)
    {
        hash.Add(IsNegative);
        hash.Add(HighestPower);
        foreach (var digit in _digits)
        {
            if (digit != (byte)'.')
            {
                hash.Add(digit);
            }
        }
    }

    private int CompareMagnitude(NumberValue other)
    {
        if (IsZero || other.IsZero)
        {
            return (IsZero ? 0 : 1) - (other.IsZero ? 0 : 1);
        }

        if (HighestPower != other.HighestPower)
        {
            return HighestPower.CompareTo(other.HighestPower);
        }

        int left = 0, right = 0;
        while (true)
        {
            left += left < _digits.Length && _digits[left] == (byte)'.' ? 1 : 0;
            right += right < other._digits.Length && other._digits[right] == (byte)'.' ? 1 : 0;
            if (left == _digits.Length || right == other._digits.Length)
            {
                // What is left of the longer one ends in a digit that is not zero.
                return (left < _digits.Length ? 1 : 0) - (right < other._digits.Length ? 1 : 0);
            }

            var order = _digits[left++].CompareTo(other._digits[right++]);
            if (order != 0)
            {
                return order;
            }
        }
    }

    private static long PowerAt(int position, int wholeDigits) =>
        position < wholeDigits ? wholeDigits - 1 - position : wholeDigits - position;

    private static long ParseExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == (byte)'-';
        long exponent = 0;
        foreach (var digit in text[0] is (byte)'-' or (byte)'+' ? text[1..] : text)
        {
            exponent = Math.Min((exponent * 10) + (digit - '0'), ExponentLimit);
        }

        return negative ? -exponent : exponent;
    }

    private static ulong PowerOfTenModulo(long exponent, ulong modulus)
    {
        UInt128 result = 1 % modulus;
        UInt128 factor = 10 % modulus;
        for (var left = exponent; left > 0; left >>= 1)
        {
            if ((left & 1) != 0)
            {
                result = result * factor % modulus;
            }

            factor = factor * factor % modulus;
        }

        return (ulong)result;
    }
}
