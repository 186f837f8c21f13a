using System.Diagnostics.CodeAnalysis;

namespace SpecKitty.Server.Dashboard.Following;

/// <summary>Keeps so many values, those that were used last. For many callers at once.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int kept)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _places = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _lastUsedFirst = [];

    /// <summary>Finds what is kept, and uses it by that.</summary>
    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(key, out var place))
            {
                value = default;
                return false;
            }

            _lastUsedFirst.Remove(place);
            _lastUsedFirst.AddFirst(place);
            value = place.Value.Value;
            return true;
        }
    }

    /// <summary>Gives what is kept, or makes it and forgets the one that was not used for longest.</summary>
    /// <param name="key">The key.</param>
    /// <param name="make">Makes the value. Others wait meanwhile: it must be quick.</param>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        lock (_gate)
        {
            if (TryFind(key, out var known))
            {
                return known;
            }

            var made = make(key);
            _places.Add(key, _lastUsedFirst.AddFirst((key, made)));
            if (_places.Count > kept)
            {
                _places.Remove(_lastUsedFirst.Last!.Value.Key);
                _lastUsedFirst.RemoveLast();
            }

            return made;
        }
    }
}
