using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace SpecKitty.Events.Values;

/// <summary>An immutable map that is equal to another when both hold equal values under equal keys.</summary>
/// <remarks>It keeps the order in which its maker gave the entries; states give theirs in ordinal order of the key, so that equal states are written as equal bytes.</remarks>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a map.")]
public sealed class EquatableMap<TKey, TValue> : IReadOnlyDictionary<TKey, TValue>, IEquatable<EquatableMap<TKey, TValue>>
    where TKey : notnull
{
    private readonly KeyValuePair<TKey, TValue>[] _entries;
    private readonly Dictionary<TKey, TValue> _byKey;

    internal EquatableMap(KeyValuePair<TKey, TValue>[] entries)
    {
        _entries = entries;
        _byKey = new Dictionary<TKey, TValue>(entries.Length);
        foreach (var (key, value) in entries)
        {
            _byKey.Add(key, value);
        }
    }

    /// <summary>The map without entries.</summary>
    public static EquatableMap<TKey, TValue> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public IEnumerable<TKey> Keys => _entries.Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<TValue> Values => _entries.Select(entry => entry.Value);

    /// <inheritdoc/>
    public TValue this[TKey key] => _byKey[key];

    /// <inheritdoc/>
    public bool ContainsKey(TKey key) => _byKey.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _byKey.TryGetValue(key, out value);

    /// <inheritdoc/>
    public bool Equals(EquatableMap<TKey, TValue>? other)
    {
        if (other is null || other.Count != Count)
        {
            return false;
        }

        foreach (var (key, value) in _entries)
        {
            if (!other._byKey.TryGetValue(key, out var theirs) || !EqualityComparer<TValue>.Default.Equals(value, theirs))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EquatableMap<TKey, TValue>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // Order must not count: equality ignores it.
        var hash = 0;
        foreach (var (key, value) in _entries)
        {
            hash ^= HashCode.Combine(key, value);
        }

        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => ((IEnumerable<KeyValuePair<TKey, TValue>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();
}
