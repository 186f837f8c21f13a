namespace SpecKitty.Client.Toml;

/// <summary>One table: keys in the order of the text, each with a string, an integer or a boolean.</summary>
public sealed class TomlTable
{
    private readonly OrderedDictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>The keys in the order of the text.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>How many keys there are.</summary>
    public int Count => _values.Count;

    /// <summary>The string under a key; null when the key is missing or holds something else.</summary>
    public string? Text(string key) => _values.GetValueOrDefault(key) as string;

    /// <summary>The integer under a key; null when the key is missing or holds something else.</summary>
    public long? Integer(string key) => _values.GetValueOrDefault(key) as long?;

    /// <summary>The boolean under a key; null when the key is missing or holds something else.</summary>
    public bool? Boolean(string key) => _values.GetValueOrDefault(key) as bool?;

    /// <summary>Whether the key is there, whatever it holds.</summary>
    public bool Contains(string key) => _values.ContainsKey(key);

    /// <summary>Puts a string under a key.</summary>
    public void Set(string key, string value) => _values[key] = value;

    /// <summary>Puts an integer under a key.</summary>
    public void Set(string key, long value) => _values[key] = value;

    /// <summary>Puts a boolean under a key.</summary>
    public void Set(string key, bool value) => _values[key] = value;

    internal IEnumerable<KeyValuePair<string, object>> Values => _values;

    internal bool TryAdd(string key, object value) => _values.TryAdd(key, value);
}
