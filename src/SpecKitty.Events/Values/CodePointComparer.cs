namespace SpecKitty.Events.Values;

/// <summary>Compares texts by Unicode code point, as Python does; ordinal UTF-16 comparison puts surrogates before U+E000.</summary>
public sealed class CodePointComparer : IComparer<string>
{
    /// <summary>The comparer; it has no state.</summary>
    public static CodePointComparer Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (ReferenceEquals(x, y))
        {
            return 0;
        }

        if (x is null || y is null)
        {
            return x is null ? -1 : 1;
        }

        var at = x.AsSpan().CommonPrefixLength(y);
        if (at == x.Length || at == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        return Weight(x[at]).CompareTo(Weight(y[at]));
    }

    // A surrogate stands for a code point above U+FFFF, so it weighs more than every other code unit.
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
