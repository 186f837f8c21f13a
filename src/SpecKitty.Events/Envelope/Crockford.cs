namespace SpecKitty.Events.Envelope;

/// <summary>Crockford's Base32: digits, then letters without I, L, O and U.</summary>
internal static class Crockford
{
    /// <summary>What <see cref="Value"/> gives for a byte that is no letter; it has a bit that no value has.</summary>
    public const int None = 255;

    private static ReadOnlySpan<byte> Letters => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"u8;

    private static ReadOnlySpan<byte> Values =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255,
        255, 10, 11, 12, 13, 14, 15, 16, 17, 255, 18, 19, 255, 20, 21, 255,
        22, 23, 24, 25, 26, 255, 27, 28, 29, 30, 31, 255, 255, 255, 255, 255,
        255, 10, 11, 12, 13, 14, 15, 16, 17, 255, 18, 19, 255, 20, 21, 255,
        22, 23, 24, 25, 26, 255, 27, 28, 29, 30, 31, 255, 255, 255, 255, 255,
    ];

    public static byte Letter(int value) => Letters[value];

    public static int Value(byte letter) => letter < 128 ? Values[letter] : None;
}
