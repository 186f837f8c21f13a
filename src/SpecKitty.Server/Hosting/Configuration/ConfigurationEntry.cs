namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>A key's value and where it comes from.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Its source.</param>
internal sealed record ConfigurationEntry(ConfigurationKey Key, object? Value, ConfigurationSource Source)
{
    /// <summary>The value for people, with what is secret left out.</summary>
    public string Shown => Key.Show(Value);
}
