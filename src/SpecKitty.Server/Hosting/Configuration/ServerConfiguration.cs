namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>The value of every key, with its source.</summary>
internal sealed class ServerConfiguration(IReadOnlyList<ConfigurationEntry> entries, IReadOnlyList<ConfigurationFault> faults)
{
    private readonly Dictionary<ConfigurationKey, ConfigurationEntry> _byKey = entries.ToDictionary(entry => entry.Key);

    /// <summary>One entry for each key, in the order of <see cref="ConfigurationKeys.All"/>. A key whose value is at fault has its default.</summary>
    public IReadOnlyList<ConfigurationEntry> Entries { get; } = entries;

    /// <summary>Everything that is wrong; the server starts only when nothing is.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = faults;

    /// <summary>A key's value.</summary>
    public T Get<T>(ConfigurationKey<T> key) => (T)_byKey[key].Value!;

    /// <summary>Where a key's value comes from.</summary>
    public ConfigurationSource SourceOf(ConfigurationKey key) => _byKey[key].Source;

    /// <summary>Whether anybody has given the key a value.</summary>
    public bool IsGiven(ConfigurationKey key) => SourceOf(key).Kind != ConfigurationSourceKind.Default;
}
