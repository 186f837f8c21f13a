namespace SpecKitty.Events.Values;

/// <summary>Makes <see cref="EquatableMap{TKey, TValue}"/>.</summary>
public static class EquatableMap
{
    /// <summary>Makes a map that keeps the given order.</summary>
    /// <param name="entries">The entries; a repeated key is an error of the caller.</param>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TValue">The value.</typeparam>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">A key is given twice.</exception>
    public static EquatableMap<TKey, TValue> Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull
    {
        KeyValuePair<TKey, TValue>[] array = [.. entries];
        return array.Length == 0 ? EquatableMap<TKey, TValue>.Empty : new EquatableMap<TKey, TValue>(array);
    }

    /// <summary>Makes a map in code-point order of its text keys.</summary>
    /// <param name="entries">The entries, in any order.</param>
    /// <typeparam name="TValue">The value.</typeparam>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">A key is given twice.</exception>
    public static EquatableMap<string, TValue> Sorted<TValue>(IEnumerable<KeyValuePair<string, TValue>> entries)
    {
        KeyValuePair<string, TValue>[] array = [.. entries];
        Array.Sort(array, static (a, b) => CodePointComparer.Instance.Compare(a.Key, b.Key));
        return array.Length == 0 ? EquatableMap<string, TValue>.Empty : new EquatableMap<string, TValue>(array);
    }
}
